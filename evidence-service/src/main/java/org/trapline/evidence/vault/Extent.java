package org.trapline.evidence.vault;

/**
 * Where the evidence that has rows ends.
 *
 * @param segment number of the last segment, 0 when there is none
 * @param end the offset after the last record in it
 */
public record Extent(int segment, long end) {

    public static final Extent NOTHING = new Extent(0, 0);
}
