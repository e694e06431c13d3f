package org.trapline.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.JsonOption;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every benchmark understands; a picocli mixin. */
final class BenchOptions {

    @Option(names = "--quick", description = "A small variant, under five minutes on a quiet machine")
    private boolean quick;

    @Option(names = "--laps", paramLabel = "N", description = "How many pairs of laps (default: as the variant has it)")
    private @Nullable Integer laps;

    @Option(names = "--keep", description = "Leave PostgreSQL, Kafka and Keycloak running, for the next run")
    private boolean keep;

    @Mixin
    private JsonOption json = new JsonOption();

    boolean quick() {
        return quick;
    }

    int laps(int few, int many) {
        return laps != null ? laps : quick ? few : many;
    }

    /** A service that takes nothing yet; to be closed. */
    Evidence evidence(Path folder) {
        return new Evidence(folder, keep, terminal());
    }

    Terminal terminal() {
        return json.terminal();
    }

    JsonOption json() {
        return json;
    }
}
