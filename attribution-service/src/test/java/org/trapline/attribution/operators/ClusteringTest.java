package org.trapline.attribution.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.trapline.attribution.operators.Rings.CLERK;
import static org.trapline.attribution.operators.Rings.LEADER;
import static org.trapline.attribution.operators.Rings.NORTH;
import static org.trapline.attribution.operators.Rings.PILLS;
import static org.trapline.attribution.operators.Rings.SOUTH;
import static org.trapline.attribution.operators.Rings.STRANGER;
import static org.trapline.attribution.operators.Rings.WATCHES;
import static org.trapline.attribution.operators.Rings.holds;
import static org.trapline.attribution.operators.Rings.mailDrop;
import static org.trapline.attribution.operators.Rings.ring;
import static org.trapline.attribution.operators.Rings.says;
import static org.trapline.attribution.operators.Rings.shown;
import static org.trapline.attribution.operators.Rings.twoCompanies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trapline.attribution.operators.Evidence.Holding;

class ClusteringTest {

    @Test
    void twoCompaniesWithOnePostOfficeBoxAreOneOperator() {
        List<Cluster> clusters = clusters(twoCompanies());

        assertThat(clusters).hasSize(1);
        assertThat(clusters.get(0).members()).containsExactly(NORTH, SOUTH);
    }

    @Test
    void aMailDropOfTwoThousandIsNoOperator() {
        assertThat(clusters(mailDrop(2_000))).isEmpty();
    }

    @Test
    void aFrequencyKnownFromElsewhereWeakensTheSameTwo() {
        List<Evidence> evidence = twoCompanies();
        Evidence.Value box = ((Holding) evidence.get(0)).shared();

        assertThat(Clustering.clusters(CaseFile.of(evidence, Map.of(box, 2_000))))
                .isEmpty();
    }

    @Test
    void tenThousandExhibitsOfOneSourceWeighAsOne() {
        List<Evidence> once = List.of(says(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1"));
        List<Evidence> often = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            often.add(shown(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1", new UUID(7, i)));
        }

        Cluster cluster = clusters(often).get(0);

        assertThat(cluster.score()).isEqualTo(clusters(once).get(0).score());
        assertThat(cluster.weakest().strongest().exhibitCount()).isEqualTo(10_000);
        assertThat(cluster.weakest().strongest().exhibits()).hasSize(Link.EXHIBITS_SHOWN);
    }

    @Test
    void aSecondIndependentSourceOfAStatementAddsItsBits() {
        double one = clusters(List.of(says(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1")))
                .get(0)
                .score();
        double two = clusters(List.of(
                        says(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1"), says(SOUTH, Tie.OPERATES, PILLS, "WITNESS:w1")))
                .get(0)
                .score();

        assertThat(two).isCloseTo(2 * one, within(1e-9));
    }

    @Test
    void whatOneRegistrationRecordSaysTwiceCountsOnce() {
        List<Evidence> evidence = List.of(
                holds(PILLS, Trait.EMAIL, "ring@mail.example", "RDAP:pills"),
                holds(PILLS, Trait.PHONE, "+1 617 555 0100", "RDAP:pills"),
                holds(WATCHES, Trait.EMAIL, "ring@mail.example", "RDAP:watches"),
                holds(WATCHES, Trait.PHONE, "+1 617 555 0100", "RDAP:watches"));

        Cluster cluster = clusters(evidence).get(0);

        assertThat(cluster.score()).isCloseTo(Trait.EMAIL.bits(2), within(1e-9));
        assertThat(cluster.weakest().links()).extracting(Link::counted).containsExactly(true, false);
    }

    @Test
    void aPossibleAliasJoinsAndMergesNobody() {
        List<Evidence> evidence = ring();
        evidence.add(says(STRANGER, Tie.POSSIBLE_ALIAS_OF, LEADER, "OTHER:press"));

        List<Cluster> clusters = clusters(evidence);

        assertThat(clusters).hasSize(1);
        assertThat(clusters.get(0).members()).contains(LEADER).doesNotContain(STRANGER);
    }

    @Test
    void aSharedNameServerAndRegistrarDoNotJoin() {
        List<Evidence> evidence = List.of(
                holds(PILLS, Trait.NAME_SERVER, "ns1.host.example", "RDAP:pills"),
                holds(WATCHES, Trait.NAME_SERVER, "ns1.host.example.", "RDAP:watches"),
                holds(PILLS, Trait.REGISTRAR, "9901", "RDAP:pills"),
                holds(WATCHES, Trait.REGISTRAR, "9901", "RDAP:watches"));

        assertThat(clusters(evidence)).isEmpty();
    }

    @Test
    void sixtySitesOfOneRegistrantAreOneOperator() {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            evidence.add(holds(Node.site("s" + i + ".example"), Trait.EMAIL, "ring@mail.example", "RDAP:s" + i));
        }

        assertThat(clusters(evidence)).singleElement().satisfies(c -> assertThat(c.members())
                .hasSize(60));
    }

    @Test
    void twoPartiesOfOneNameAreNotLinkedByIt() {
        List<Evidence> evidence = List.of(
                new Holding(LEADER, Trait.REGISTRANT, "jo doe", true, "PARTY:1", null),
                new Holding(CLERK, Trait.REGISTRANT, "jo doe", true, "PARTY:2", null));

        assertThat(clusters(evidence)).isEmpty();
    }

    @Test
    void aSiteRegisteredInACompanysNameIsLinkedToTheCompany() {
        List<Evidence> evidence = List.of(
                new Holding(NORTH, Trait.REGISTRANT, "north ltd", true, "PARTY:1", null),
                holds(PILLS, Trait.REGISTRANT, "North Ltd.", "RDAP:pills"));

        assertThat(clusters(evidence)).singleElement().satisfies(c -> assertThat(c.members())
                .contains(NORTH, PILLS));
    }

    @Test
    void theOrderOfEvidenceChangesNothing() {
        List<Evidence> shuffled = ring();
        Collections.shuffle(shuffled, new Random(4));

        assertThat(clusters(shuffled)).isEqualTo(clusters(ring()));
    }

    private static List<Cluster> clusters(List<? extends Evidence> evidence) {
        return Clustering.clusters(CaseFile.of(evidence));
    }
}
