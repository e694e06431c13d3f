package org.trapline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    @Test
    void medianIsOfThePairs() {
        assertThat(Ratio.of(List.of(4.0, 5.0, 9.0)).median()).isEqualTo(5.0);
        assertThat(Ratio.of(List.of(4.0, 5.0)).median()).isEqualTo(4.5);
    }

    @Test
    void intervalReachesAsFarAsTheLapsDisagree() {
        Ratio ratio = Ratio.of(List.of(4.0, 5.0, 9.0));

        assertThat(ratio.low()).isEqualTo(4.0);
        assertThat(ratio.high()).isEqualTo(9.0);
    }

    @Test
    void sameLapsGiveTheSameInterval() {
        List<Double> laps = List.of(4.1, 4.4, 4.2, 4.9, 3.9, 4.3, 4.5);

        assertThat(Ratio.of(laps)).isEqualTo(Ratio.of(laps));
    }

    @Test
    void aRequirementHoldsOnlyWithItsWholeInterval() {
        Requirement atLeast = Requirement.atLeast("peer", 4, 6);
        Requirement atMost = Requirement.atMost("growth", 1.3, 1.1);

        assertThat(atLeast.holds(Ratio.of(List.of(4.0, 4.2, 5.0)))).isTrue();
        assertThat(atLeast.holds(Ratio.of(List.of(3.9, 4.2, 5.0)))).isFalse();
        assertThat(atMost.holds(Ratio.of(List.of(1.0, 1.3)))).isTrue();
        assertThat(atMost.holds(Ratio.of(List.of(1.0, 1.31)))).isFalse();
    }

    @Test
    void nothingMeasuredIsNoRatio() {
        assertThatThrownBy(() -> Ratio.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
