package org.trapline.evidence.campaigns;

import java.util.Arrays;

/**
 * The fingerprint of a message's template: a MinHash signature over its shingles, by one permutation with rotation
 * (Li, Owen, Zhang 2012; Shrivastava, Li 2014). Two signatures agree in about the share of places that their shingle sets
 * have in common (Jaccard).
 */
final class Template {

    /** Places of a signature: the similarity is told to within 0.06 (one standard deviation). */
    static final int PLACES = 64;

    /** Three places a band: templates that share half of their shingles meet in one with 94% probability. */
    private static final int ROWS = 3;

    static final int BANDS = PLACES / ROWS;

    private final int[] places;

    private Template(int[] places) {
        this.places = places;
    }

    /** @param count how many of the shingles are set, at least one */
    static Template ofShingles(long[] shingles, int count) {
        long[] least = new long[PLACES];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            long hash = mix(shingles[i]);
            int place = (int) (hash >>> 58);
            least[place] = Math.min(least[place], hash & 0x03ff_ffff_ffff_ffffL);
        }
        int[] places = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            // A place that no shingle fell into borrows from the next one that has any.
            int distance = 0;
            while (least[(i + distance) % PLACES] == Long.MAX_VALUE) {
                distance++;
            }
            places[i] = (int) mix(least[(i + distance) % PLACES] + distance * 0x9E37_79B9_7F4A_7C15L);
        }
        return new Template(places);
    }

    /** The template of what is either equal or not, for example the sites of a message that is one image. */
    static Template ofKey(long key) {
        int[] places = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = (int) mix(key + i);
        }
        return new Template(places);
    }

    static Template ofPlaces(int[] places) {
        return new Template(places);
    }

    int[] places() {
        return places;
    }

    /** The bucket that a band falls into; never 0. */
    long bucket(int band) {
        long hash = band + 1;
        for (int row = 0; row < ROWS; row++) {
            hash = mix(hash * 31 + places[band * ROWS + row]);
        }
        return hash == 0 ? 1 : hash;
    }

    /** One byte of each place is enough to compare, and is what is kept in memory. */
    byte small(int place) {
        return (byte) places[place];
    }

    /** The finaliser of SplitMix64. */
    static long mix(long value) {
        long z = value + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
