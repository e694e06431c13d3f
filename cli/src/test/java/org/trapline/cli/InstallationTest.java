package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @TempDir
    Path folder;

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
    void homeIsMadeForItsOwnerAlone() throws IOException {
        Path made = folder.resolve("made");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        Installation.locate(made, null, Map.of()).makeHome();
        Installation.locate(empty, null, Map.of()).makeHome();

        assertThat(mode(made)).isEqualTo("rwx------");
        assertThat(mode(empty)).isEqualTo("rwx------");
    }

    @Test
    void folderWithOtherThingsInItStaysAsItsOwnerWantsIt() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(shared.resolve("other"), "x");

        Installation.locate(shared, null, Map.of()).makeHome();

        assertThat(mode(shared)).isEqualTo("rwxr-xr-x");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void refusesPortsThatAreNone() {
        assertThatThrownBy(() -> Installation.locate(null, 60_000, Map.of())).hasMessageContaining("port offset");
        assertThatThrownBy(() -> Installation.locate(null, null, Map.of("TRAPLINE_PORT_OFFSET", "many")))
                .hasMessageContaining("TRAPLINE_PORT_OFFSET");
    }
}
