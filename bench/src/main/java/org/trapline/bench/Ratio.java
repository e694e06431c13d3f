package org.trapline.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A ratio of two sides over paired laps.
 *
 * @param median of the pairs' ratios
 * @param low lower end of the median's bootstrap 95% interval
 * @param high its upper end
 * @param pairs how many laps it rests on
 */
record Ratio(double median, double low, double high, int pairs) {

    private static final int RESAMPLES = 10_000;

    /** Fixed, so that the same laps give the same interval. */
    private static final long SEED = 20_030_612L;

    /** @throws IllegalArgumentException when there are no pairs */
    static Ratio of(List<Double> ratios) {
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("a ratio needs at least one pair of laps");
        }
        double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        Random random = new Random(SEED);
        double[] medians = new double[RESAMPLES];
        double[] sample = new double[all.length];
        for (int r = 0; r < RESAMPLES; r++) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = all[random.nextInt(all.length)];
            }
            medians[r] = median(sample);
        }
        Arrays.sort(medians);
        return new Ratio(
                median(all),
                medians[(int) Math.floor(0.025 * (RESAMPLES - 1))],
                medians[(int) Math.ceil(0.975 * (RESAMPLES - 1))],
                all.length);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** {@code 4.61 [4.40, 4.83]}. */
    String text() {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", median, low, high);
    }
}
