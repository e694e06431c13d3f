package org.trapline.evidence.campaigns;

/**
 * How many there are, from how often the ones that were seen were seen: by Chapman's estimator for two samples, by Chao's lower
 * bound for more.
 *
 * @param value the estimate
 * @param standardError of it
 * @param low lower end of the 95% interval, never below what was seen
 * @param high upper end of it
 */
record CaptureRecapture(double value, double standardError, double low, double high) {

    private static final double NORMAL_95 = 1.96;

    /**
     * Chapman 1951, variance by Seber 1970.
     *
     * @param first seen in the first sample
     * @param second seen in the second
     * @param both seen in both
     */
    static CaptureRecapture chapman(long first, long second, long both) {
        double value = (first + 1.0) * (second + 1.0) / (both + 1.0) - 1;
        double variance = (first + 1.0)
                * (second + 1.0)
                * (first - both)
                * (second - both)
                / ((both + 1.0) * (both + 1.0) * (both + 2.0));
        return of(first + second - both, value, variance);
    }

    /**
     * Chao 1987, as Chao and Colwell 2017 have it: a lower bound of the number. Variance by Chao 1987.
     *
     * @param seen how many were seen
     * @param once how many of them in one sample only
     * @param twice how many in two
     * @param samples how many samples there are
     */
    static CaptureRecapture chao(long seen, long once, long twice, long samples) {
        double share = (samples - 1.0) / samples;
        double ratio = (double) once / twice;
        double unseen = share * once * once / (2.0 * twice);
        double variance = twice
                * (share / 2 * ratio * ratio
                        + share * share * Math.pow(ratio, 3)
                        + share * share / 4 * Math.pow(ratio, 4));
        return of(seen, seen + unseen, variance);
    }

    /** The interval of Chao 1987: the unseen are taken to be log-normal, since they cannot be fewer than none. */
    private static CaptureRecapture of(long seen, double value, double variance) {
        double unseen = value - seen;
        double error = Math.sqrt(variance);
        if (unseen < 1e-9) {
            return new CaptureRecapture(value, error, seen, Math.max(seen, value + NORMAL_95 * error));
        }
        double factor = Math.exp(NORMAL_95 * Math.sqrt(Math.log(1 + variance / (unseen * unseen))));
        return new CaptureRecapture(value, error, seen + unseen / factor, seen + unseen * factor);
    }
}
