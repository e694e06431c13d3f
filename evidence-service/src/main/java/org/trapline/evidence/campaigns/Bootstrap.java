package org.trapline.evidence.campaigns;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The 95% interval of a sum over units that stand for others of their kind, by drawing as many of them again with replacement
 * (Efron 1979, percentile method).
 *
 * @param low lower end
 * @param high upper end
 */
record Bootstrap(double low, double high) {

    /** Fixed, so that whoever repeats the calculation gets the same interval. */
    static final long SEED = 20261123L;

    static final int DRAWS = 2000;

    /** @param values of the units, added up in each draw */
    static Bootstrap of(List<Double> values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] units = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] sums = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < units.length; i++) {
                sum += units[random.nextInt(units.length)];
            }
            sums[draw] = sum;
        }
        Arrays.sort(sums);
        return new Bootstrap(sums[(int) (DRAWS * 0.025)], sums[(int) (DRAWS * 0.975) - 1]);
    }
}
