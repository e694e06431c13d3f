package org.trapline.evidence.findings;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What DNS said when a message came in. Later answers prove nothing.
 *
 * @param fromDomainExists whether the From domain had a mail exchanger or an address
 * @param spf result in the words of RFC 7208 section 2.6; null where the sender's record alone does not tell
 * @param askedAt when
 * @param answers exhibit with the answers
 */
record DnsAtReceipt(boolean fromDomainExists, @Nullable String spf, Instant askedAt, UUID answers) {}
