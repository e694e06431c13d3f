package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void printsTheLastLinesOfALongLog() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "x".repeat(200_000) + "\nsecond\nthird\n");

        tail(log).last(2);

        assertThat(out).hasToString("second\nthird\n");
    }

    @Test
    void printsAShortLogWhole() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "first\nsecond");

        tail(log).last(50);

        assertThat(out).hasToString("first\nsecond");
    }

    @Test
    void followsWhatIsWrittenAndANewFileFromItsBeginning() throws IOException {
        Path log = Files.writeString(folder.resolve("a.log"), "first\n");
        LogTail tail = tail(log);
        tail.last(0);

        Files.writeString(log, "second\n", StandardOpenOption.APPEND);
        tail.more();
        Files.writeString(log, "new\n");
        tail.more();

        assertThat(out).hasToString("second\nnew\n");
    }

    @Test
    void severalLogsAreToldApart() throws IOException {
        Path a = Files.writeString(folder.resolve("a.log"), "of a\n");
        Path b = Files.writeString(folder.resolve("b.log"), "of b\n");

        new LogTail(new PrintStream(out, true), List.of(a, b)).last(5);

        assertThat(out).hasToString("==> " + a + " <==\nof a\n==> " + b + " <==\nof b\n");
    }

    private LogTail tail(Path log) {
        return new LogTail(new PrintStream(out, true), List.of(log));
    }
}
