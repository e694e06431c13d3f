package org.trapline.evidence.vault;

/**
 * Where a WARC record lies.
 *
 * @param segment number of the segment, from 1
 * @param offset of the record's first byte
 * @param length of the whole record; the exhibit's bytes are its last but for the two line ends that close it
 */
public record Location(int segment, long offset, long length) {

    /** As custody events name it. */
    @Override
    public String toString() {
        return String.format("segment-%06d.warc@%d+%d", segment, offset, length);
    }
}
