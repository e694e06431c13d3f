package org.trapline.evidence.redaction;

/** Takes what was found, as a range of the message's bytes. */
@FunctionalInterface
interface Found {

    /** @param to one past the last byte */
    void range(int from, int to);
}
