package org.trapline.attribution.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.attribution.operators.Rings.LEADER;
import static org.trapline.attribution.operators.Rings.NORTH;
import static org.trapline.attribution.operators.Rings.PILLS;
import static org.trapline.attribution.operators.Rings.SOUTH;
import static org.trapline.attribution.operators.Rings.says;
import static org.trapline.attribution.operators.Rings.twoCompanies;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private static final UUID OLD = new UUID(1, 1);
    private static final UUID YOUNG = new UUID(1, 2);

    private final List<Cluster> companies = Clustering.clusters(CaseFile.of(twoCompanies()));

    @Test
    void aClusterThatGrewKeepsItsOperator() {
        Revision revision = Revision.of(Map.of(OLD, Set.of(NORTH)), companies);

        assertThat(revision.continued()).containsOnlyKeys(OLD);
        assertThat(revision.fresh()).isEmpty();
    }

    @Test
    void ofTwoThatBecomeOneTheOlderGoesOn() {
        Revision revision = Revision.of(Map.of(OLD, Set.of(NORTH), YOUNG, Set.of(SOUTH)), companies);

        assertThat(revision.continued()).containsOnlyKeys(OLD);
        assertThat(revision.superseded()).containsExactly(Map.entry(YOUNG, OLD));
    }

    @Test
    void whatNothingHoldsTogetherEnds() {
        Revision revision = Revision.of(Map.of(OLD, Set.of(NORTH, SOUTH)), List.of());

        assertThat(revision.superseded()).containsExactly(Map.entry(OLD, OLD));
    }

    @Test
    void ofOneThatBreaksTheLargerPartGoesOnAndTheOtherIsNew() {
        List<Cluster> apart = Clustering.clusters(CaseFile.of(List.of(
                says(LEADER, Tie.DIRECTS, NORTH, "W:1"),
                says(LEADER, Tie.OPERATES, Rings.WATCHES, "W:1"),
                says(SOUTH, Tie.OPERATES, PILLS, "A:1"))));

        Revision revision = Revision.of(Map.of(OLD, Set.of(LEADER, NORTH, Rings.WATCHES, SOUTH, PILLS)), apart);

        assertThat(revision.continued().get(OLD).members()).contains(LEADER);
        assertThat(revision.fresh()).singleElement().satisfies(c -> assertThat(c.members())
                .contains(PILLS));
    }
}
