package org.trapline.cli.demo;

/** The ways in which a generated message departs from the standards, as real trap mail does. */
enum Mess {
    FORGED_DATE,
    RAW_8BIT_BODY,
    RAW_8BIT_HEADER,
    NUL_BYTES,
    UNCLOSED_BOUNDARY,
    BAD_BASE64,
    NO_BLANK_LINE,
    ENCODED_MULTIPART,
    ODD_CHARSET,
    ODD_TYPE,
    CRLF,
    MIXED_ENDINGS,
    MBOX_FROM_LINE,
    BRAND_IMITATED,
    NO_LINK,
    EXACT_DUPLICATE;

    /** A parser may lawfully miss a link in such a message. */
    boolean mayHideLinks() {
        return switch (this) {
            case NUL_BYTES, UNCLOSED_BOUNDARY, BAD_BASE64, NO_BLANK_LINE, ENCODED_MULTIPART, ODD_CHARSET, ODD_TYPE ->
                true;
            default -> false;
        };
    }
}
