package org.trapline.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keycloak on our PostgreSQL, with the realm of {@code keycloak/trapline-realm.json} imported at the first start. */
final class KeycloakServer {

    /** {@code ${secret:NAME}} in the realm file stands for a generated secret. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{secret:([a-z0-9.-]+)}");

    private static final String DATABASE = "keycloak";

    private static final String ADMIN = "keycloak.admin";

    private final Path dists;
    private final Path folder;
    private final Secrets secrets;
    private final Ports ports;

    KeycloakServer(Path home, Path dists, Secrets secrets, Ports ports) {
        this.dists = dists;
        this.folder = home.resolve("keycloak");
        this.secrets = secrets;
        this.ports = ports;
    }

    static List<String> secretNames() {
        return Stream.concat(
                        Stream.of(ADMIN), PLACEHOLDER.matcher(realm()).results().map(result -> result.group(1)))
                .toList();
    }

    /** Unpacks and, once per distribution, builds: Keycloak's own build step, which fixes the database kind. */
    void prepare(Consumer<String> progress) {
        Distribution.unpacked(dists, "keycloak", unpacked -> build(unpacked, progress), progress);
    }

    /** Its database exists. */
    void start(Consumer<String> progress) {
        prepare(progress);
        ManagedProcess process = new ManagedProcess(
                folder.getParent(),
                spec().withEnvironment(Map.of(
                        "KC_DB_PASSWORD",
                        secrets.get(Postgres.secretName(DATABASE)),
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        secrets.get(ADMIN))));
        if (process.process().isEmpty()) {
            link();
            Path realm = folder.resolve("data/import/trapline-realm.json");
            // Keycloak reads it only when there is no such realm yet.
            Json.writePrivate(
                    realm,
                    PLACEHOLDER
                            .matcher(realm())
                            .replaceAll(result -> Matcher.quoteReplacement(secrets.get(result.group(1)))));
            process.start(progress);
            delete(realm);
        } else {
            process.start(progress);
        }
    }

    /** To look at or to stop: it knows no secrets. */
    ManagedProcess process() {
        return new ManagedProcess(folder.getParent(), spec());
    }

    private ProcessSpec spec() {
        List<String> command = List.of(
                Command.java(),
                "-Xms128m",
                "-Xmx384m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dkc.home.dir=" + folder,
                "-Djboss.server.config.dir=" + folder.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-cp",
                folder.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + ports.keycloak(),
                "--http-management-host=127.0.0.1",
                "--http-management-port=" + ports.keycloakManagement(),
                "--hostname=http://localhost:" + ports.keycloak(),
                "--db-url=jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + DATABASE,
                "--db-username=" + DATABASE,
                "--db-pool-initial-size=1",
                "--db-pool-min-size=1",
                "--db-pool-max-size=15",
                "--import-realm");
        URI discovery = URI.create("http://127.0.0.1:" + ports.keycloak() + "/realms/" + Keycloak.REALM
                + "/.well-known/openid-configuration");
        return ProcessSpec.of("keycloak", command, folder, folder.resolve("keycloak.log"))
                .listeningOn(List.of(ports.keycloak(), ports.keycloakManagement()), Health.http(discovery))
                .withStartTimeout(Duration.ofMinutes(5));
    }

    /** A home of its own for each instance, so that two can share one unpacked and built distribution. */
    private void link() {
        Path dist = dists.resolve("keycloak-" + Artifacts.version("keycloak"));
        try {
            Files.createDirectories(folder);
            for (String part : List.of("lib", "conf", "providers", "themes")) {
                Path link = folder.resolve(part);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, dist.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(Path unpacked, Consumer<String> progress) {
        progress.accept("keycloak: preparing it for PostgreSQL (once)");
        Command.run(
                "keycloak's build step",
                List.of(
                        "env",
                        "-u",
                        "JAVA_OPTS",
                        "JAVA=" + Command.java(),
                        unpacked.resolve("bin/kc.sh").toString(),
                        "build",
                        "--db=postgres",
                        "--cache=local",
                        "--health-enabled=true"),
                unpacked);
    }

    private static String realm() {
        try (InputStream in = KeycloakServer.class.getResourceAsStream("/keycloak/trapline-realm.json")) {
            if (in == null) {
                throw new PlatformException("keycloak/trapline-realm.json is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
