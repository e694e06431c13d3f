package org.trapline.evidence.mail;

import org.jspecify.annotations.Nullable;

/**
 * A host that a message links to.
 *
 * @param host lower-case A-labels, or an IP address as text
 * @param site its registrable domain by the public suffix list, private section included; null for an IP address or a
 *     bare public suffix
 */
public record LinkedHost(String host, @Nullable String site) {}
