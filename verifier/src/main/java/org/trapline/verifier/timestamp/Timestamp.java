package org.trapline.verifier.timestamp;

import java.time.Instant;

/**
 * What an authority says of bytes that it was shown the hash of: they were there at this time (RFC 3161 section 2.4.2).
 *
 * @param at by the authority's clock
 * @param authority subject of the certificate that signed, as RFC 2253 writes it
 * @param serial the authority's number for this stamp, decimal
 * @param policy OID of the rules under which it stamps
 */
public record Timestamp(Instant at, String authority, String serial, String policy) {}
