package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trapline.cli.Terminal;

class ClosingTableTest {
    private final SampleFacts sample = new SampleFacts(200);

    @Test
    void showsWhatIsDownWhatIsNotAndWhy() {
        String table = printed(sample.facts());

        assertThat(table).contains("What is down: 28 names (BOUNCED 4, DOWN 28, DROPPED 1, UNSERVED 3)");
        assertThat(table).containsPattern("homelark-rates\\.example\\s+UNSERVED\\s+for a reason");
        assertThat(table)
                .containsPattern("notice-9905\\s+9905\\s+4\\s+abuse@prairie-name-barn\\.example\\s+BOUNCED\\s+550 ");
    }

    @Test
    void showsTheEvidenceItsProofAndTheOperatorsReasons() {
        String table = printed(sample.facts());

        assertThat(table)
                .contains("trapline.local/evidence, 700 leaves, root cm9vdA==")
                .contains("verified here (RFC 9162)")
                .contains("likely ringleader Casimir Vellacott")
                .contains("10.6 bits  PO_BOX PO Box 7714, Eastmere, MA 00000 (held by 20)");
    }

    @Test
    void showsHowToFollowOneMessageThroughTheLogs() {
        assertThat(printed(sample.facts()))
                .contains("grep -h -e batch=batch-1 -e site=tonicum-direct.example -e operator=operator-1"
                        + " -e order=order-1 -e notice=notice-9901 logs/*")
                .containsPattern("leaf of the evidence log\\s+12");
    }

    @Test
    void isTheSameForFactsReadFromJson() throws JsonProcessingException {
        JsonMapper json = JsonMapper.builder().build();
        Facts facts = sample.facts();

        Facts read = json.readValue(json.writeValueAsString(facts), Facts.class);

        assertThat(read).isEqualTo(facts);
        assertThat(printed(read)).isEqualTo(printed(facts));
    }

    private static String printed(Facts facts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClosingTable.print(
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, 100), facts, Path.of("logs"));
        return out.toString(StandardCharsets.UTF_8);
    }
}
