package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TruthTest {
    private final Truth truth = new Truth();

    @Test
    void notesAMessageThatIsSentAgainAfterAFaultOnce() {
        TrapMessage message = message(1, "one", "pills.example", Set.of());

        truth.note(message);
        truth.note(message);

        assertThat(truth.messages()).isEqualTo(1);
        assertThat(truth.bytes()).isEqualTo(3);
    }

    @Test
    void countsAnExactCopyAsAMessageButNotAsAnExhibit() {
        truth.note(message(1, "one", "pills.example", Set.of()));
        truth.note(message(2, "one", "pills.example", Set.of(Mess.EXACT_DUPLICATE)));

        assertThat(truth.messages()).isEqualTo(2);
        assertThat(truth.distinct()).isEqualTo(1);
        assertThat(truth.plausible("pills.example", 1)).isTrue();
        assertThat(truth.plausible("pills.example", 2)).isFalse();
    }

    @Test
    void doesNotDemandTheLinksOfABrokenMessage() {
        truth.note(message(1, "one", "pills.example", Set.of()));
        truth.note(message(2, "two", "pills.example", Set.of(Mess.BAD_BASE64)));

        assertThat(truth.plausible("pills.example", 0)).isFalse();
        assertThat(truth.plausible("pills.example", 1)).isTrue();
        assertThat(truth.plausible("pills.example", 2)).isTrue();
        assertThat(truth.plausible("pills.example", 3)).isFalse();
    }

    private static TrapMessage message(int index, String text, String site, Set<Mess> mess) {
        return TrapMessage.of(index, text.getBytes(StandardCharsets.UTF_8), "dormant-01", Set.of(site), mess);
    }
}
