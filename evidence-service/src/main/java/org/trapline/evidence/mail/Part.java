package org.trapline.evidence.mail;

import org.jspecify.annotations.Nullable;

/**
 * A leaf of a message's MIME tree.
 *
 * @param path numbers of the parts that lead to it, as IMAP writes them (RFC 3501 section 6.4.5): {@code 1.2}
 * @param mediaType lower case, without parameters; what RFC 2045 section 5.2 says when the part does not
 * @param charset the label as the part has it, null without one
 * @param disposition lower case, null without one
 * @param fileName decoded, from the disposition or else the type
 * @param offset of its encoded body in the raw message
 * @param length of its encoded body in bytes
 * @param decodedSize bytes after the transfer encoding is taken off
 * @param text what a reader sees of it; empty when the part is no text
 * @param hiddenText what stands in it and is not shown
 * @param html whether the text was HTML
 * @param images pictures that it shows: 1 for an image part, the number of {@code img} elements for HTML
 */
public record Part(
        String path,
        String mediaType,
        @Nullable String charset,
        @Nullable String disposition,
        @Nullable String fileName,
        int offset,
        int length,
        long decodedSize,
        String text,
        String hiddenText,
        boolean html,
        int images) {}
