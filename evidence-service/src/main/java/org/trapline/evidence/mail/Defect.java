package org.trapline.evidence.mail;

import java.util.Locale;

/** What can be wrong with a message; the order is the one in which they are listed. */
enum Defect {
    NO_HEADER,
    NO_BLANK_LINE,
    TOO_MANY_FIELDS,
    HEADER_CUT,
    NUL_BYTES,
    RAW_8BIT_HEADER,
    BAD_DATE,
    BROKEN_MIME,
    NO_BOUNDARY,
    BAD_BASE64,
    BAD_QUOTED_PRINTABLE,
    UNKNOWN_ENCODING,
    UNCLOSED_MULTIPART,
    ENCODED_MULTIPART,
    UNKNOWN_CHARSET,
    WRONG_CHARSET,
    TOO_DEEP,
    TOO_MANY_PARTS,
    TEXT_CUT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String code() {
        return code;
    }
}
