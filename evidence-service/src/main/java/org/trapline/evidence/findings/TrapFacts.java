package org.trapline.evidence.findings;

import org.jspecify.annotations.Nullable;

/**
 * What is sworn of the trap that a message came in by: nobody ever consented to mail there, and it has no relationship with anyone.
 *
 * @param address the mailbox; null when a whole domain is the trap
 * @param domain the domain; null when one mailbox is the trap
 * @param affidavit reference of the statement
 */
record TrapFacts(@Nullable String address, @Nullable String domain, String affidavit) {}
