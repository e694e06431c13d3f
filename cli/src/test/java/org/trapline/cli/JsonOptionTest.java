package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class JsonOptionTest {

    @Command
    private static final class Sample {
        @Mixin
        private JsonOption json = new JsonOption();
    }

    @TempDir
    Path folder;

    @Test
    void secretsGoToAFileOfTheirOwnerEvenWhenItWasThereForAll() throws IOException {
        Path fresh = folder.resolve("fresh.json");
        Path old = Files.writeString(folder.resolve("old.json"), "{}");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));

        to(fresh).writePrivate(Map.of("token", "t"));
        to(old).writePrivate(Map.of("token", "t"));

        assertThat(mode(fresh)).isEqualTo("rw-------");
        assertThat(mode(old)).isEqualTo("rw-------");
        assertThat(old).content().contains("token");
    }

    private static JsonOption to(Path file) {
        Sample sample = new Sample();
        new CommandLine(sample).parseArgs("--json", file.toString());
        return sample.json;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
