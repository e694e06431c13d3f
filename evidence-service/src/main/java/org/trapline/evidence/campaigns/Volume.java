package org.trapline.evidence.campaigns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The two questions of volume, which must not be mixed up: how many different campaigns or sites there are, and how many
 * messages were sent. It only calculates; {@link VolumeRows} has the figures.
 */
final class Volume {

    /** Below so many seen by both pools Chapman's estimator is biased (Robson and Regier 1964). */
    static final long LEAST_BOTH = 7;

    /** With fewer seen twice one more or less changes Chao's bound by a tenth and more. */
    static final long LEAST_TWICE = 10;

    /** Fewer units do not tell how much units differ. */
    static final int LEAST_UNITS = 10;

    private static final List<String> CAPTURE_ASSUMPTIONS = List.of(
            "no kind began or ended while the traps looked on",
            "a pool of traps does not make another one more or less likely to be reached",
            "mail is taken as the same kind, and kinds as different, as the campaigns here have it");

    private static final String UNTIMED =
            "neither an envelope nor a Received field tells when they came, and the time of an"
                    + " upload says nothing of it";

    private Volume() {}

    /**
     * @param unit what is counted, in the plural
     * @param pools of each one that was seen
     * @param all the pools that looked on
     * @param untimed hits that are left out, because a time was asked for and nobody knows theirs
     */
    static Estimate distinct(String unit, List<Set<String>> pools, Set<String> all, long untimed) {
        Estimate estimate = distinct(unit, pools, all);
        return untimed == 0 ? estimate : estimate.noting(leftOut(untimed));
    }

    private static String leftOut(long untimed) {
        return untimed + " hits are left out, because " + UNTIMED;
    }

    private static Estimate distinct(String unit, List<Set<String>> pools, Set<String> all) {
        String question = "How many different " + unit + " are there?";
        long seen = pools.stream().filter(p -> !p.isEmpty()).count();
        if (all.size() < 2) {
            return Estimate.refused(
                    question,
                    unit,
                    seen,
                    List.of("mail of at least two pools of traps that are independent; there is that of "
                            + all.size()));
        }
        return all.size() == 2 ? twoPools(question, unit, pools, seen) : manyPools(question, unit, pools, seen, all);
    }

    private static Estimate twoPools(String question, String unit, List<Set<String>> pools, long seen) {
        Set<String> names = new TreeSet<>();
        pools.forEach(names::addAll);
        String one = names.isEmpty() ? "" : names.iterator().next();
        long both = pools.stream().filter(p -> p.size() == 2).count();
        long first = pools.stream().filter(p -> p.contains(one)).count();
        if (both < LEAST_BOTH) {
            return Estimate.refused(
                    question,
                    unit,
                    seen,
                    List.of("at least " + LEAST_BOTH + " " + unit + " that both pools have seen; there are " + both));
        }
        List<String> assumptions = new ArrayList<>(CAPTURE_ASSUMPTIONS);
        assumptions.add(
                "each one is as likely as any other to reach a pool; where some are less so the true number is higher");
        return estimate(
                question,
                unit,
                seen,
                CaptureRecapture.chapman(first, seen - first + both, both),
                "Chapman's estimator for two pools (Chapman 1951; variance: Seber 1970; interval: Chao 1987)",
                assumptions);
    }

    private static Estimate manyPools(
            String question, String unit, List<Set<String>> pools, long seen, Set<String> all) {
        long once = pools.stream().filter(p -> p.size() == 1).count();
        long twice = pools.stream().filter(p -> p.size() == 2).count();
        if (twice < LEAST_TWICE) {
            return Estimate.refused(
                    question,
                    unit,
                    seen,
                    List.of("at least " + LEAST_TWICE + " " + unit + " that exactly two pools have seen; there are "
                            + twice));
        }
        List<String> assumptions = new ArrayList<>(CAPTURE_ASSUMPTIONS);
        assumptions.add("it is a lower bound: what reaches traps less easily than the rest is not fully counted");
        return estimate(
                question,
                unit,
                seen,
                CaptureRecapture.chao(seen, once, twice, all.size()),
                "Chao's lower bound (Chao2) over " + all.size() + " pools (Chao 1987)",
                assumptions);
    }

    private static Estimate estimate(
            String question, String unit, long seen, CaptureRecapture result, String method, List<String> assumptions) {
        return new Estimate(
                question,
                unit,
                seen,
                Math.round(result.value()),
                result.standardError(),
                (long) Math.floor(result.low()),
                (long) Math.ceil(result.high()),
                method,
                null,
                assumptions,
                List.of());
    }

    /**
     * @param hits seen by the traps, whatever is known of their pools
     * @param units hits of each unit (a campaign, or a trap of one campaign) times the mailboxes that a trap mailbox stands
     *     for
     * @param unitName what the units are, in the plural
     * @param undenominated pools whose provider has stated nothing for the time of their hits, with how many hits those are
     * @param untimed hits whose time nobody knows, so that no statement is about them
     */
    static Estimate sent(
            long hits, List<Double> units, String unitName, Map<String, Long> undenominated, long untimed) {
        String question =
                "How many messages were sent to the mailboxes of the providers that have stated their numbers?";
        String unit = "messages";
        List<String> missing = new ArrayList<>();
        undenominated.forEach((pool, unknown) -> missing.add("a statement of the provider of pool " + pool
                + ": how many mailboxes it has and how many of them are traps (" + unknown + " hits)"));
        long contributing = units.stream().filter(v -> v > 0).count();
        if (contributing == 0) {
            if (!undenominated.isEmpty()) {
                missing.add("without any statement nothing can be said");
            }
            if (untimed > 0) {
                missing.add("the time of " + untimed + " hits: " + UNTIMED);
            }
            if (missing.isEmpty()) {
                missing.add("hits at a trap");
            }
            return Estimate.refused(question, unit, hits, missing);
        }
        if (units.size() < LEAST_UNITS) {
            missing.add("at least " + LEAST_UNITS + " " + unitName + " to tell how much they differ; there are "
                    + units.size());
            return Estimate.refused(question, unit, hits, missing);
        }
        Bootstrap interval = Bootstrap.of(units, Bootstrap.SEED);
        List<String> assumptions = new ArrayList<>(List.of(
                "a trap mailbox gets as much of this mail as any other mailbox of its provider",
                "the provider's stated numbers hold for the whole of the stated time",
                "the " + unitName + " seen stand for others of their kind: the interval is that of drawing others",
                "mail that the provider refused before delivery to a trap is not counted",
                "mail that was handed in as files came when its topmost Received field says, which is taken to be the"
                        + " receiving host's",
                "of mail that was handed in as files, the same bytes at the same trap are one message"));
        undenominated.forEach((pool, unknown) -> assumptions.add(
                unknown + " hits of pool " + pool + " are left out, because its provider has stated nothing"));
        if (untimed > 0) {
            assumptions.add(leftOut(untimed));
        }
        return new Estimate(
                question,
                unit,
                hits,
                Math.round(units.stream().mapToDouble(Double::doubleValue).sum()),
                null,
                (long) Math.floor(interval.low()),
                (long) Math.ceil(interval.high()),
                "hits times mailboxes over trap mailboxes, by provider; bootstrap over " + unitName + ", "
                        + Bootstrap.DRAWS + " draws (Efron 1979)",
                Bootstrap.SEED,
                assumptions,
                List.of());
    }
}
