package org.trapline.evidence.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceivedEventTest {

    private static final Collector NOBODY = new Collector(null, null, null, null);

    @Test
    void anIntakeThatIsOlderThanTheRecordOfItsCollectorKeepsItsLineAndWithItItsHash() {
        String line = event(null, NOBODY).line(1, null);

        assertThat(line)
                .isEqualTo("{\"actor\":\"s\",\"actorName\":\"Ada Example\",\"at\":\"2026-01-02T03:04:05Z\","
                        + "\"batch\":\"00000000-0000-0000-0000-000000000002\",\"batchAt\":\"2026-01-02T03:04:00Z\","
                        + "\"exhibit\":\"00000000-0000-0000-0000-000000000001\",\"first\":true,\"hashAfter\":\"0102\","
                        + "\"kind\":\"TRAP_MESSAGE\",\"mediaType\":\"message/rfc822\",\"receipt\":7,\"seq\":1,\"size\":3,"
                        + "\"source\":\"box\",\"type\":\"RECEIVED\"}");
    }

    @Test
    void collectorAndAuthorityStandInTheLineAndSoInItsHash() {
        String line = event("warrant 9", new Collector("Trapline", "1.2", "ab", "NTP"))
                .line(1, null);

        assertThat(line)
                .contains(
                        "\"at\":\"2026-01-02T03:04:05Z\",\"authority\":\"warrant 9\",\"batch\":",
                        ",\"clockSource\":\"NTP\",\"collector\":\"Trapline\",\"collectorBuild\":\"ab\","
                                + "\"collectorVersion\":\"1.2\",\"exhibit\":");
    }

    private static ReceivedEvent event(@Nullable String authority, Collector collector) {
        return new ReceivedEvent(
                new UUID(0, 1),
                7,
                Instant.parse("2026-01-02T03:04:05Z"),
                true,
                new byte[] {1, 2},
                3,
                "TRAP_MESSAGE",
                "message/rfc822",
                new ReceivedEvent.Batch(
                        new UUID(0, 2),
                        Instant.parse("2026-01-02T03:04:00Z"),
                        "box",
                        null,
                        null,
                        "s",
                        "Ada Example",
                        authority,
                        collector),
                null);
    }
}
