package org.trapline.evidence.scenarios;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.trapline.platform.Database;
import org.trapline.platform.TestPlatform;

/** Gives the service under test a database, topics and directories of its own on the shared test platform. */
public class EvidencePlatform implements QuarkusTestResourceLifecycleManager {

    /** Set to {@code none} by tests that bring a key of their own. */
    public static final String IDENTITY = "identity";

    private boolean keycloak = true;

    @Override
    public void init(Map<String, String> arguments) {
        keycloak = !"none".equals(arguments.get(IDENTITY));
    }

    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.attach();
        Database database = platform.freshDatabase("evidence");
        Path directory = freshDirectory();
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        config.put("quarkus.datasource.username", database.user());
        config.put("quarkus.datasource.password", database.password());
        config.put("kafka.bootstrap.servers", platform.kafkaBootstrap());
        config.put("trapline.topics.prefix", "t" + UUID.randomUUID() + "-");
        if (keycloak) {
            config.put("quarkus.oidc.auth-server-url", platform.keycloak().issuer());
        }
        config.put(
                "trapline.evidence.vault.directory", directory.resolve("vault").toString());
        config.put(
                "trapline.evidence.index.directory", directory.resolve("index").toString());
        config.put(
                "trapline.evidence.packets.directory",
                directory.resolve("packets").toString());
        config.put("trapline.evidence.packets.specimen", "true");
        config.put(
                "trapline.evidence.ledger.key-file",
                directory.resolve("ledger.pem").toString());
        config.put("trapline.evidence.ledger.create-key", "true");
        config.put("trapline.evidence.intake.message-size", "2000000");
        config.put("trapline.evidence.intake.queue-bytes", "2000000");
        config.put("trapline.evidence.intake.queue-patience", "1s");
        config.put("trapline.evidence.intake.patience", "10s");
        config.put("trapline.evidence.smtp.enabled", "true");
        config.put("trapline.evidence.smtp.port", "0");
        config.put("trapline.evidence.smtp.hostname", "mx.trapline.example");
        config.put("trapline.evidence.smtp.connections", "6");
        config.put("trapline.evidence.smtp.silence", "2s");
        config.put("trapline.evidence.smtp.session", "4s");
        config.put("trapline.evidence.smtp.proxy-from", "127.0.0.2/32,fd00::/8");
        config.put(
                "trapline.evidence.smtp.key-store",
                keyStore(directory.resolve("smtp.p12")).toString());
        config.put("trapline.evidence.smtp.key-store-password", "changeit");
        return config;
    }

    private static Path freshDirectory() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "evidence").toAbsolutePath()), "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keyStore(Path file) {
        try {
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            String options = "-genkeypair -alias mx -keyalg EC -dname CN=mx.trapline.example -storetype PKCS12"
                    + " -storepass changeit -keystore";
            List<String> command = new ArrayList<>(List.of(keytool.toString()));
            command.addAll(List.of(options.split(" ")));
            command.add(file.toString());
            Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        // The platform ends with the build that started it.
    }
}
