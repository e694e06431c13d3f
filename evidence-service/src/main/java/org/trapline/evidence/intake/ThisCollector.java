package org.trapline.evidence.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Collector;
import org.trapline.verifier.TreeHash;

/** This program, as the custody of what it takes in names it. */
@ApplicationScoped
class ThisCollector {

    private final Collector collector;

    ThisCollector(
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version,
            CollectorConfig config)
            throws IOException {
        this.collector = new Collector(
                "Trapline " + name,
                version,
                build(Collector.class.getProtectionDomain().getCodeSource()),
                config.clockSource().orElse(null));
    }

    Collector collector() {
        return collector;
    }

    /** @return null for classes that are in no jar, as in development */
    static @Nullable String build(@Nullable CodeSource source) throws IOException {
        Path jar = source == null || source.getLocation() == null ? null : path(source);
        if (jar == null || !Files.isRegularFile(jar)) {
            return null;
        }
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(jar), TreeHash.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static @Nullable Path path(CodeSource source) {
        try {
            URI location = source.getLocation().toURI();
            return "file".equals(location.getScheme()) ? Path.of(location) : null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
