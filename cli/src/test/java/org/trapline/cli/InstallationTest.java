package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {

    @Test
    void livesBelowTheProjectUnlessToldOtherwise() {
        Installation installation = Installation.locate(null, null, Map.of());

        assertThat(installation.home()).isEqualTo(installation.root().resolve(".trapline"));
        assertThat(installation.gateway()).hasToString("http://localhost:8080");
    }

    @Test
    void environmentMovesItAndTheCommandLineWins() {
        Map<String, String> environment = Map.of("TRAPLINE_HOME", "/tmp/elsewhere", "TRAPLINE_PORT_OFFSET", "1000");

        assertThat(Installation.locate(null, null, environment).home()).isEqualTo(Path.of("/tmp/elsewhere"));
        assertThat(Installation.locate(null, null, environment).gateway()).hasToString("http://localhost:9080");
        assertThat(Installation.locate(Path.of("/tmp/here"), 0, environment).home())
                .isEqualTo(Path.of("/tmp/here"));
        assertThat(Installation.locate(Path.of("/tmp/here"), 0, environment).gateway())
                .hasToString("http://localhost:8080");
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThatThrownBy(() -> Installation.locate(null, 60_000, Map.of())).hasMessageContaining("port offset");
        assertThatThrownBy(() -> Installation.locate(null, null, Map.of("TRAPLINE_PORT_OFFSET", "many")))
                .hasMessageContaining("TRAPLINE_PORT_OFFSET");
    }
}
