package org.trapline.evidence.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisCollectorTest {

    @TempDir
    Path folder;

    @Test
    void aBuildIsTheSha256OfTheJarAsSha256sumPrintsIt() throws IOException {
        // FIPS 180-4's example "abc".
        Path jar = Files.writeString(folder.resolve("some service.jar"), "abc");

        assertThat(ThisCollector.build(source(jar.toUri().toURL())))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void classesThatAreInNoJarHaveNoBuild() throws IOException {
        assertThat(ThisCollector.build(source(folder.toUri().toURL()))).isNull();
        assertThat(ThisCollector.build(source(new URL("http://host.example/a.jar"))))
                .isNull();
        assertThat(ThisCollector.build(source(null))).isNull();
        assertThat(ThisCollector.build(null)).isNull();
    }

    private static CodeSource source(URL location) {
        return new CodeSource(location, (Certificate[]) null);
    }
}
