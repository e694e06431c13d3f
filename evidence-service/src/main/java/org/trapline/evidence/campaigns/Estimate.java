package org.trapline.evidence.campaigns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a question of volume, or why there is none. A number never stands without its unit, its interval and what is
 * assumed.
 *
 * @param question in words
 * @param unit what is counted
 * @param observed how many were seen: no estimate, a fact
 * @param value the estimate; null when the data do not bear one
 * @param standardError of the estimate, where the method gives one
 * @param low lower end of the 95% interval
 * @param high upper end of the 95% interval
 * @param method with its source
 * @param seed of the random numbers of a bootstrap, so that it can be repeated
 * @param assumptions under which the estimate holds
 * @param missing why there is no estimate, and what would help; empty when there is one
 */
public record Estimate(
        String question,
        String unit,
        long observed,
        @Nullable Long value,
        @Nullable Double standardError,
        @Nullable Long low,
        @Nullable Long high,
        String method,
        @Nullable Long seed,
        List<String> assumptions,
        List<String> missing) {

    public Estimate {
        assumptions = List.copyOf(assumptions);
        missing = List.copyOf(missing);
        if ((value == null) == missing.isEmpty() || (value == null) != (low == null || high == null)) {
            throw new IllegalArgumentException("an estimate has an interval, and a refusal says what is missing");
        }
    }

    /** The same with one more thing to know before it is used. */
    Estimate noting(String assumption) {
        List<String> more = new ArrayList<>(assumptions);
        more.add(assumption);
        return new Estimate(question, unit, observed, value, standardError, low, high, method, seed, more, missing);
    }

    static Estimate refused(String question, String unit, long observed, List<String> missing) {
        return new Estimate(question, unit, observed, null, null, null, null, "no estimate", null, List.of(), missing);
    }
}
