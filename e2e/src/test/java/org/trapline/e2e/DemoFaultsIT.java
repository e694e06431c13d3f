package org.trapline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The demo's story while one part after the other is killed (SIGKILL) and brought back: the same end. */
@ExtendWith(OwnInstallation.class)
class DemoFaultsIT {

    /** Who is killed when the story has come to these words. */
    private static final Map<String, String> KILLS = new LinkedHashMap<>();

    static {
        KILLS.put("are in the vault", "evidence");
        KILLS.put("reads the list of sites", "postgres");
        KILLS.put("names looked up", "attribution");
        KILLS.put("accepts revision", "kafka");
        KILLS.put("has the order served", "takedown");
    }

    private final Trapline trapline;

    DemoFaultsIT(Trapline trapline) {
        this.trapline = trapline;
    }

    @Test
    void killedPartsDoNotChangeHowTheStoryEnds(@TempDir Path folder) {
        Path file = folder.resolve("facts.json");
        Trapline.Run demo = trapline.start("demo", "--messages", "400", "--json", file.toString());

        KILLS.forEach((words, part) -> {
            await().atMost(Duration.ofMinutes(4))
                    .until(() -> !demo.process().isAlive() || demo.printed().contains(words));
            assertThat(demo.process().isAlive()).as(demo.printed()).isTrue();
            assertThat(trapline.stack().kill(part)).isTrue();
            trapline.stack().start(line -> {});
        });
        int exit = demo.await();

        assertThat(exit).as(demo.printed()).isZero();
        JsonNode order = Trapline.json(file).path("order");
        assertThat(DemoStoryIT.countByState(DemoStoryIT.linesOf(order))).isEqualTo(DemoStoryIT.LINES);
    }
}
