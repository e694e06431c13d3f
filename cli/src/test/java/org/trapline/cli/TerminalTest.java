package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void tableColumnsAreAsWideAsTheirWidestCellAndNumbersStandRight() {
        List<String> lines =
                Terminal.render(List.of("name", "pid"), List.of(List.of("gateway", "7"), List.of("kafka", "12345")));

        assertThat(lines).containsExactly("name       pid", "-------  -----", "gateway      7", "kafka    12345");
    }

    @Test
    void tableWithoutRowsShowsItsHeaders() {
        assertThat(Terminal.render(List.of("site", "exhibits"), List.of()))
                .containsExactly("site  exhibits", "----  --------");
    }

    @Test
    void passingLineIsRewrittenOnATerminal() {
        Terminal terminal = new Terminal(out, true, 80);

        terminal.passing("1 of 2");
        terminal.line("done");

        assertThat(written()).isEqualTo("1 of 2\r\u001b[Kdone" + System.lineSeparator());
    }

    @Test
    void passingLineIsCutToTheWidthOfTheTerminal() {
        new Terminal(out, true, 10).passing("0123456789abc");

        assertThat(written()).isEqualTo("012345678");
    }

    @Test
    void logGetsPassingLinesOnlyNowAndThenAndWithoutControlCharacters() {
        Terminal terminal = new Terminal(out, false, 80);

        terminal.passing("1 of 3");
        terminal.passing("2 of 3");
        terminal.heading("done");

        assertThat(written().lines()).containsExactly("1 of 3", "", "done");
    }

    @Test
    void sizesAndTimesAreShort() {
        assertThat(List.of(Terminal.size(999), Terminal.size(3_400_000), Terminal.size(512_000_000)))
                .containsExactly("999 B", "3.4 MB", "512 MB");
        assertThat(List.of(
                        Terminal.time(Duration.ofMillis(4200)),
                        Terminal.time(Duration.ofSeconds(185)),
                        Terminal.time(Duration.ofMinutes(130)),
                        Terminal.time(Duration.ofHours(76))))
                .containsExactly("4.2 s", "3 min 05 s", "2 h 10 min", "3 d 4 h");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
