package org.trapline.evidence.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VolumeTest {

    /** The example of Wikipedia, "Mark and recapture": 10 turtles marked, 15 caught, 5 of them marked. */
    @Test
    void chapmanGivesThePublishedValue() {
        CaptureRecapture turtles = CaptureRecapture.chapman(10, 15, 5);

        assertThat(turtles.value()).isCloseTo(28.33, within(0.01));
        // Variance by Seber's formula: 11 * 16 * 5 * 10 / (6 * 6 * 7).
        assertThat(turtles.standardError()).isCloseTo(Math.sqrt(8800.0 / 252), within(1e-9));
        assertThat(turtles.low()).isGreaterThan(20);
    }

    /**
     * The spider data of Ellison and others 2010 as Hsieh, Ma and Chao 2016 (package iNEXT, ChaoRichness) evaluate them; Chao1 is
     * the same formula as Chao2 with individuals for samples. Girdled: 26 species, 12 singletons, 4 doubletons among 168.
     */
    @Test
    void chaoGivesThePublishedValueErrorAndInterval() {
        CaptureRecapture girdled = CaptureRecapture.chao(26, 12, 4, 168);

        assertThat(girdled.value()).isCloseTo(43.893, within(0.001));
        assertThat(girdled.standardError()).isCloseTo(14.306, within(0.001));
        assertThat(girdled.low()).isCloseTo(30.511, within(0.001));
        assertThat(girdled.high()).isCloseTo(96.971, within(0.02));
    }

    @Test
    void theIntervalCoversTheTrueNumberOfCampaignsInAbout95Of100() {
        int covered = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Estimate estimate = Volume.distinct("campaigns", caught(seed, 500, 0.3, 0.4), Set.of("p0", "p1"), 0);
            covered += estimate.low() <= 500 && 500 <= estimate.high() ? 1 : 0;
        }
        System.out.printf("volume: Chapman's interval covers the truth in %d of 1000%n", covered);
        assertThat(covered).isBetween(930, 985);
    }

    @Test
    void theIntervalOfChaosBoundCoversTheTrueNumberWhereAllAreAlikeInAbout95Of100() {
        int covered = 0;
        Set<String> pools = Set.of("p0", "p1", "p2", "p3", "p4");
        for (int seed = 0; seed < 1000; seed++) {
            Estimate estimate = Volume.distinct("campaigns", caught(seed, 400, 0.25, 0.25, 0.25, 0.25, 0.25), pools, 0);
            covered += estimate.low() <= 400 && 400 <= estimate.high() ? 1 : 0;
        }
        System.out.printf("volume: the interval of Chao's bound covers the truth in %d of 1000%n", covered);
        assertThat(covered).isBetween(920, 985);
    }

    @Test
    void theIntervalCoversTheTrueNumberOfMessagesInAbout95Of100() {
        int covered = 0;
        // A trap mailbox in 1,000; campaigns of 1,000 to 400,000 messages.
        double truth = 150 * 134_333.3;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(Template.mix(seed));
            List<Double> units = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                double size = 1000 + 400_000 * Math.pow(random.nextDouble(), 2);
                units.add(1000 * (double) poisson(random, size / 1000));
            }
            Estimate estimate = Volume.sent(1, units, "campaigns", Map.of(), 0);
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        System.out.printf("volume: the bootstrap interval covers the truth in %d of 400%n", covered);
        assertThat(covered).isBetween(368, 396);
    }

    @Test
    void refusesWhereTheDataAreTooThinAndSaysWhatIsMissing() {
        List<Set<String>> apart = List.of(Set.of("a"), Set.of("a"), Set.of("b"));

        Estimate one = Volume.distinct("campaigns", List.of(Set.of("a")), Set.of("a"), 0);
        Estimate thin = Volume.distinct("campaigns", apart, Set.of("a", "b"), 0);
        Estimate thinner = Volume.distinct("campaigns", apart, Set.of("a", "b", "c"), 0);
        Estimate unstated = Volume.sent(70, List.of(0.0), "campaigns", Map.of("a", 70L), 0);
        Estimate few = Volume.sent(70, List.of(7e6, 1e6), "campaigns", Map.of(), 0);

        assertThat(List.of(one, thin, thinner, unstated, few)).allSatisfy(e -> {
            assertThat(e.value()).isNull();
            assertThat(e.low()).isNull();
            assertThat(e.missing()).isNotEmpty();
            assertThat(e.method()).isEqualTo("no estimate");
        });
        assertThat(thin.observed()).isEqualTo(3);
        assertThat(unstated.missing().get(0)).contains("pool a", "70 hits");
    }

    @Test
    void statesUnitAssumptionsAndSeed() {
        List<Double> units = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            units.add(1000.0 * i);
        }

        Estimate estimate = Volume.sent(210, units, "campaigns", Map.of("other", 5L), 0);

        assertThat(estimate.value()).isEqualTo(210_000);
        assertThat(estimate.low()).isLessThan(210_000);
        assertThat(estimate.high()).isGreaterThan(210_000);
        assertThat(estimate.unit()).isEqualTo("messages");
        assertThat(estimate.seed()).isEqualTo(Bootstrap.SEED);
        assertThat(estimate.assumptions()).anyMatch(a -> a.contains("other"));
        assertThat(Volume.sent(210, units, "campaigns", Map.of("other", 5L), 0)).isEqualTo(estimate);
    }

    @Test
    void saysWhatIsLeftOutBecauseNobodyKnowsItsTime() {
        List<Double> units = new ArrayList<>(Collections.nCopies(20, 1000.0));

        Estimate some = Volume.sent(25, units, "campaigns", Map.of(), 5);
        Estimate none = Volume.sent(5, List.of(), "campaigns", Map.of(), 5);
        Estimate kinds = Volume.distinct("campaigns", caught(1, 500, 0.3, 0.4), Set.of("p0", "p1"), 5);

        assertThat(some.value()).isEqualTo(20_000);
        assertThat(List.of(some, kinds))
                .allSatisfy(e -> assertThat(e.assumptions()).anyMatch(a -> a.startsWith("5 hits are left out")));
        assertThat(none.value()).isNull();
        assertThat(none.missing()).hasSize(1).allMatch(m -> m.startsWith("the time of 5 hits"));
    }

    private static List<Set<String>> caught(int seed, int there, double... chances) {
        Random random = new Random(Template.mix(seed));
        List<Set<String>> caught = new ArrayList<>();
        for (int i = 0; i < there; i++) {
            Set<String> pools = new TreeSet<>();
            for (int p = 0; p < chances.length; p++) {
                if (random.nextDouble() < chances[p]) {
                    pools.add("p" + p);
                }
            }
            caught.add(pools);
        }
        caught.removeIf(Set::isEmpty);
        return caught;
    }

    private static long poisson(Random random, double mean) {
        double limit = Math.exp(-Math.min(mean, 500));
        long count = -1;
        for (double product = 1; product > limit; count++) {
            product *= random.nextDouble();
        }
        return count;
    }
}
