package org.trapline.evidence.findings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.ParsedMail;

/**
 * All that is known of a message when the rules are applied. The same message gives the same findings.
 *
 * @param raw the exact bytes
 * @param mail what was parsed out of them
 * @param receivedAt when it reached the trap by the receiving host's clock; null when only a file was handed in
 * @param transmission what the receiving host saw; null when it was not recorded
 * @param dns what DNS said then; null when it was not recorded
 * @param trap the trap it came in by; null for mail from elsewhere, such as a resident's complaint
 */
record Message(
        byte[] raw,
        ParsedMail mail,
        @Nullable Instant receivedAt,
        @Nullable Transmission transmission,
        @Nullable DnsAtReceipt dns,
        @Nullable TrapFacts trap) {}
