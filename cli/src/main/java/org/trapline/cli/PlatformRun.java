package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.trapline.platform.Pause;

/** Long work that the platform does by itself: this command only looks on, and may be stopped. */
final class PlatformRun {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private PlatformRun() {}

    /**
     * Looks at a run until it is over.
     *
     * @param run how it stands now
     * @param progress what is shown of it in passing
     * @return how it ended
     */
    static JsonNode awaitEnd(
            ApiClient api,
            String path,
            JsonNode run,
            Predicate<JsonNode> isUnderWay,
            Function<JsonNode, String> progress,
            Terminal terminal) {
        JsonNode now = run;
        while (isUnderWay.test(now)) {
            terminal.passing(progress.apply(now));
            Pause.of(INTERVAL);
            now = api.get(path);
        }
        return now;
    }
}
