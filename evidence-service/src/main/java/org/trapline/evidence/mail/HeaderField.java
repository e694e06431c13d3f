package org.trapline.evidence.mail;

/**
 * A field of a message's header.
 *
 * @param name as it is spelt
 * @param value unfolded, encoded words (RFC 2047) decoded, without control characters, at most 998 characters
 * @param offset of the name's first byte in the raw message
 * @param length bytes up to the end of the last folded line, its line end included
 */
public record HeaderField(String name, String value, int offset, int length) {}
