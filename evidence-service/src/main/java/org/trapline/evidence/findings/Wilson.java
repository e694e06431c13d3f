package org.trapline.evidence.findings;

/**
 * A share of a random sample with its 95 percent score interval (E. B. Wilson, 1927; method 3 of Newcombe, Statistics in Medicine
 * 17, 1998).
 *
 * @param rate share in the sample
 * @param low lower bound of the share in the population
 * @param high upper bound
 */
public record Wilson(double rate, double low, double high) {

    /** Standard normal quantile of 0.975. */
    private static final double Z = 1.959963984540054;

    /**
     * @param hits of the sample
     * @param size of the sample
     */
    static Wilson of(long hits, long size) {
        if (size <= 0 || hits < 0 || hits > size) {
            throw new IllegalArgumentException(hits + " of " + size + " is no share");
        }
        double rate = (double) hits / size;
        double spread = Z * Math.sqrt(rate * (1 - rate) / size + Z * Z / (4.0 * size * size));
        double middle = rate + Z * Z / (2 * size);
        double scale = 1 + Z * Z / size;
        return new Wilson(rate, Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale));
    }
}
