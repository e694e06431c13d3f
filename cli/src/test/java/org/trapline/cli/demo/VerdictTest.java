package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final JsonMapper json = JsonMapper.builder().build();
    private final SampleFacts sample = new SampleFacts(300);

    @Test
    void findsNothingWrongWithAPlatformThatIsRight() {
        assertThat(wrong(facts -> {})).isEmpty();
    }

    @Test
    void noticesALostExhibit() {
        assertThat(wrong(facts -> evidence(facts).put("exhibits", 299)))
                .anyMatch(fault -> fault.startsWith("exhibits: expected"));
    }

    @Test
    void noticesAnAlteredByte() {
        assertThat(wrong(facts -> evidence(facts).put("identical", 39))).hasSize(1);
    }

    @Test
    void noticesANameThatCameDownAlthoughItsRegistrarWasNeverReached() {
        assertThat(wrong(facts -> line(facts, "lozengia.example").put("state", "DOWN")))
                .anyMatch(fault -> fault.contains("lozengia.example: expected BOUNCED"));
    }

    @Test
    void noticesANameThatIsCalledDownWithoutHavingBeenSeenDown() {
        assertThat(wrong(facts -> line(facts, "tonicum-direct.example").put("lastSeen", "UP")))
                .hasSize(1);
    }

    @Test
    void noticesAnUnservedNameThatDoesNotSayWhy() {
        assertThat(wrong(facts -> line(facts, "homelark-rates.example").putNull("why")))
                .anyMatch(fault -> fault.contains("does not say why"));
    }

    @Test
    void noticesABystanderDrawnIntoTheRing() {
        assertThat(wrong(facts ->
                        ((ArrayNode) facts.path("operators").path(0).path("sites")).add("quilt-circle.example")))
                .anyMatch(fault -> fault.contains("bystanders"));
    }

    @Test
    void noticesANoticeWithoutProofOfDelivery() {
        assertThat(wrong(facts -> ((ObjectNode) facts.path("notices").path(0)).putNull("proof")))
                .hasSize(1);
    }

    private List<String> wrong(Consumer<JsonNode> change) {
        ObjectNode facts = json.valueToTree(sample.facts());
        change.accept(facts);
        try {
            return Verdict.of(sample.ring, sample.truth, json.treeToValue(facts, Facts.class));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode evidence(JsonNode facts) {
        return (ObjectNode) facts.path("evidence");
    }

    private static ObjectNode line(JsonNode facts, String value) {
        for (JsonNode line : facts.path("order").path("lines")) {
            if (line.path("value").asText().equals(value)) {
                return (ObjectNode) line;
            }
        }
        throw new IllegalArgumentException(value);
    }
}
