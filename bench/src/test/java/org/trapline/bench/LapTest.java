package org.trapline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LapTest {

    @TempDir
    Path folder;

    @Test
    void eachLapIsNewAndOtherwiseTheSame() {
        Corpus corpus = new Corpus(List.of(bytes("Subject: a\n\nbody\n"), bytes("From x Thu\r\nSubject: b\r\n\r\n")));

        Lap lap = corpus.lap("1", 2);

        assertThat(text(lap.messages().get(0))).isEqualTo("X-Bench-Lap: 1-0\nSubject: a\n\nbody\n");
        assertThat(text(lap.messages().get(1))).isEqualTo("From x Thu\r\nX-Bench-Lap: 1-0\r\nSubject: b\r\n\r\n");
        assertThat(text(lap.messages().get(2))).isEqualTo("X-Bench-Lap: 1-1\nSubject: a\n\nbody\n");
    }

    @Test
    void partsAreTheWhole() {
        Lap lap = GeneratedMail.messages(0, 7);

        assertThat(lap.part(0, 2).size() + lap.part(1, 2).size()).isEqualTo(7);
    }

    @Test
    void maildirHoldsTheSameBytes() throws Exception {
        Lap lap = GeneratedMail.messages(40, 2);

        lap.writeMaildir(folder.resolve("mail"));

        assertThat(Files.readAllBytes(folder.resolve("mail/cur/000001.eml:2,"))).isEqualTo(GeneratedMail.message(41));
    }

    @Test
    void generatedMessagesDifferAndAreTheSameInEveryRun() {
        assertThat(GeneratedMail.message(1)).isEqualTo(GeneratedMail.message(1)).isNotEqualTo(GeneratedMail.message(2));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
