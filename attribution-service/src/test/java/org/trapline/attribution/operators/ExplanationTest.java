package org.trapline.attribution.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.attribution.operators.Rings.CLERK;
import static org.trapline.attribution.operators.Rings.LEADER;
import static org.trapline.attribution.operators.Rings.NORTH;
import static org.trapline.attribution.operators.Rings.PILLS;
import static org.trapline.attribution.operators.Rings.SOUTH;
import static org.trapline.attribution.operators.Rings.STRANGER;
import static org.trapline.attribution.operators.Rings.ring;
import static org.trapline.attribution.operators.Rings.says;
import static org.trapline.attribution.operators.Rings.twoCompanies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final UUID OPERATOR = new UUID(5, 1);
    private static final UUID MATTER = new UUID(5, 2);

    @Test
    void theHashIsTheSameForTheSameEvidenceInAnyOrder() {
        List<Evidence> shuffled = ring();
        Collections.shuffle(shuffled, new Random(11));

        assertThat(explain(shuffled).sha256()).isEqualTo(explain(ring()).sha256());
    }

    @Test
    void theHashIsThatOfTheCanonicalDocument() {
        Explanation explanation = explain(ring());

        assertThat(explanation.sha256()).isEqualTo(CanonicalJson.sha256(explanation.json()));
        assertThat(explanation.json()).startsWith("{\"aliases\":[],\"competing\":{\"at\":{\"a\":");
    }

    @Test
    void leavingTheFilingOutBreaksTheTwoCompaniesApart() {
        JsonNode lower = document(twoCompanies()).path("wouldLower");

        assertThat(lower).hasSize(2);
        assertThat(lower.get(0).path("source").asText()).isEqualTo("FILING:north");
        assertThat(lower.get(0).path("belowThreshold").asBoolean()).isTrue();
        assertThat(lower.get(0).path("falls")).hasSize(2);
    }

    @Test
    void leavingOneOfTwoSourcesOutLowersWithoutBreaking() {
        JsonNode lower = document(List.of(
                        says(SOUTH, Tie.OPERATES, PILLS, "ACCOUNT:a1"), says(SOUTH, Tie.OPERATES, PILLS, "WITNESS:w1")))
                .path("wouldLower");

        assertThat(lower).hasSize(2);
        assertThat(lower.get(0).path("belowThreshold").asBoolean()).isFalse();
        assertThat(lower.get(0).path("bits").asDouble()).isPositive();
    }

    @Test
    void removingAClaimLowersTheScore() {
        List<Evidence> less = ring();
        less.remove(less.size() - 1);

        assertThat(document(less).path("score").asDouble())
                .isLessThan(document(ring()).path("score").asDouble());
    }

    @Test
    void theCompetingHypothesisForASharedBoxIsASharedService() {
        JsonNode competing = document(twoCompanies()).path("competing");

        assertThat(competing.path("hypothesis").asText()).isEqualTo("TWO_OPERATORS");
        assertThat(competing.path("holdersNeeded").asInt())
                .isEqualTo(Trait.PO_BOX.holdersBelow(Clustering.THRESHOLD_BITS));
        assertThat(competing.path("parts")).hasSize(2);
    }

    @Test
    void theRingleaderIsWhoDirectsAndTheReasonsSaySo() {
        JsonNode ringleader = document(ring()).path("ringleader");

        assertThat(ringleader.path("party").asText()).isEqualTo(LEADER.id());
        assertThat(ringleader.path("name").asText()).isEqualTo("Lee Leader");
        assertThat(ringleader.path("reasons").get(0).asText()).isEqualTo("DIRECTS 1 other, by WITNESS:w1");
    }

    @Test
    void nobodyLeadsWhenNobodyIsSaidToDirectOrOperate() {
        JsonNode document = document(List.of(says(CLERK, Tie.WORKS_FOR, NORTH, "WITNESS:w2")));

        assertThat(document.path("ringleader").isNull()).isTrue();
        assertThat(document.path("ringleaderReasons")).hasSize(1);
    }

    @Test
    void aPossibleAliasIsNamedAndNotCounted() {
        List<Evidence> evidence = ring();
        evidence.add(says(STRANGER, Tie.POSSIBLE_ALIAS_OF, LEADER, "OTHER:press"));
        JsonNode document = document(evidence);

        assertThat(document.path("aliases").get(0).path("a").asText()).isEqualTo(STRANGER.id());
        assertThat(document.path("score")).isEqualTo(document(ring()).path("score"));
    }

    @Test
    void statementsThatNameDifferentPartiesStandSideBySide() {
        List<Evidence> evidence = ring();
        evidence.add(says(LEADER, Tie.OPERATES, PILLS, "WITNESS:w9"));

        JsonNode conflict = document(evidence).path("conflicts").get(0);

        assertThat(conflict.path("about").asText()).isEqualTo("OPERATES pills.example");
        assertThat(conflict.path("says")).hasSize(2);
    }

    private static JsonNode document(List<? extends Evidence> evidence) {
        return CanonicalJson.read(explain(evidence).json());
    }

    private static Explanation explain(List<? extends Evidence> evidence) {
        CaseFile file = CaseFile.of(evidence);
        Cluster cluster = Clustering.clusters(file).get(0);
        return Explanation.of(OPERATOR, 1, MATTER, cluster, file, Map.of(LEADER, "Lee Leader", NORTH, "North Ltd"));
    }
}
