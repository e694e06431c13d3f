package org.trapline.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part is killed (SIGKILL) again and again while mail is taken in, and brought back by {@code up}. */
@ExtendWith(OwnInstallation.class)
class FaultsIT {

    private static final int MESSAGES = 4_000;

    private final Trapline trapline;

    FaultsIT(Trapline trapline) {
        this.trapline = trapline;
    }

    @ParameterizedTest(name = "{0} killed {1} times")
    // An ingest waits for evidence, PostgreSQL and the gateway; it does not for the others, and is over soon.
    @CsvSource({"evidence, 3", "postgres, 2", "gateway, 2", "kafka, 1", "attribution, 1"})
    void everyAcknowledgedMessageIsThereOnceAfterAPartWasKilledInMidIngest(String part, int kills, @TempDir Path folder)
            throws IOException {
        Random random = new Random(part.hashCode());
        mail(folder.resolve("mail"), part, random);
        Path facts = folder.resolve("facts.json");
        long before = ledgerSize();

        Trapline.Run ingest =
                trapline.start("ingest", folder.resolve("mail").toString(), "--verify", "--json", facts.toString());
        int killed = killAndBringBack(part, kills, ingest, random);
        int exit = ingest.await();

        assertThat(killed).as("kills in mid-ingest").isEqualTo(kills);
        assertThat(exit).as(ingest.printed()).isZero();
        JsonNode told = Trapline.json(facts);
        assertThat(told.path("receipts").asInt()).isEqualTo(MESSAGES);
        assertThat(told.path("exhibits").asInt()).isEqualTo(MESSAGES);
        assertThat(told.path("readBackIdentical").asInt()).isEqualTo(MESSAGES);
        // Reading back is custody, and a journal of custody takes a leaf of its own now and then.
        assertThat(ledgerSize() - before).isBetween((long) MESSAGES, MESSAGES + 2L);
        assertThat(exhibitsOf(site(part))).isEqualTo(MESSAGES);
    }

    /** How often the part was killed while the ingest was at work. */
    private int killAndBringBack(String part, int kills, Trapline.Run ingest, Random random) {
        int killed = 0;
        long size = ledgerSize();
        while (killed < kills && ingest.process().isAlive()) {
            long target = size + 50 + random.nextInt(300);
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(20, MILLISECONDS)
                    .until(() -> !ingest.process().isAlive() || ledgerSize() >= target);
            if (ingest.process().isAlive() && trapline.stack().kill(part)) {
                killed++;
            }
            trapline.stack().start(line -> {});
            long after = ledgerSize();
            assertThat(after).as("the checkpoint never goes back").isGreaterThanOrEqualTo(size);
            size = after;
        }
        return killed;
    }

    /** From the signed checkpoint: origin, size, root hash, each on a line (C2SP tlog-checkpoint). */
    private long ledgerSize() {
        String note = new String(
                trapline.as("investigator1").withPatience(Duration.ofMinutes(2)).bytes("/api/evidence/log/checkpoint"),
                StandardCharsets.UTF_8);
        return Long.parseLong(note.split("\n")[1]);
    }

    private int exhibitsOf(String site) {
        long size = ledgerSize();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> trapline.as("investigator1")
                                .get("/api/attribution/sites?limit=1")
                                .path("asOf")
                                .path("size")
                                .asLong()
                        >= size);
        return trapline.as("investigator1")
                .get("/api/attribution/sites/" + site)
                .path("exhibits")
                .asInt();
    }

    private static String site(String part) {
        return part + "-killed.example";
    }

    private static void mail(Path folder, String part, Random random) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < MESSAGES; i++) {
            byte[] noise = new byte[1_000];
            random.nextBytes(noise);
            String head = """
                    From: "Sender %d" <s%d@%s.example>
                    Subject: Offer %d while %s is killed
                    Message-ID: <%d.%s@mail.example>
                    Content-Type: text/plain; charset=iso-8859-1

                    Visit http://www%d.%s/offer
                    """.formatted(i, i, part, i, part, i, part, i % 5, site(part));
            byte[] text = head.getBytes(StandardCharsets.US_ASCII);
            byte[] message = new byte[text.length + noise.length];
            System.arraycopy(text, 0, message, 0, text.length);
            System.arraycopy(noise, 0, message, text.length, noise.length);
            Files.write(folder.resolve("m%05d.eml".formatted(i)), message);
        }
    }
}
