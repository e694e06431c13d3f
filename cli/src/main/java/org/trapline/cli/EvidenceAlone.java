package org.trapline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.trapline.platform.Database;
import org.trapline.platform.Platform;

/** Evidence-service with the servers it needs and nothing else: what a measurement or a fault test works on. */
public final class EvidenceAlone {

    private final Installation installation;
    private final Platform platform;

    public EvidenceAlone(Installation installation) {
        this.installation = installation;
        this.platform = LocalPlatform.of(installation);
    }

    /** Starts the servers that do not run. */
    public void startServers(Consumer<String> progress) {
        installation.makeHome();
        platform.start(progress);
    }

    /**
     * Starts the service; it must not run.
     *
     * @param settings environment variables beside and instead of the usual ones
     */
    public void start(Map<String, String> settings, Consumer<String> progress) {
        new Services(installation, platform).evidence(settings).start(progress);
    }

    /** Ends the service in order. */
    public void stop(Consumer<String> progress) {
        new Services(installation, platform).evidence().stop(progress);
    }

    /** Ends the service and the servers; data stay. */
    public void stopAll(Consumer<String> progress) {
        stop(progress);
        platform.stop(progress);
    }

    /** Throws all evidence of this installation away; the service must not run, PostgreSQL must. */
    public void forgetEverything() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
        } catch (SQLException e) {
            throw new CommandFailed("the evidence database was not emptied: " + e.getMessage(), e);
        }
        Path data = installation.data().resolve("evidence");
        try (Stream<Path> files = Files.exists(data) ? Files.walk(data) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Database database() {
        return platform.database("evidence");
    }

    /** A connection to the service's database, as the service has it. */
    public Connection connect() throws SQLException {
        Database database = database();
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return new org.postgresql.Driver().connect(database.jdbcUrl(), properties);
    }

    /** Process id of the service, 0 when it does not run. */
    public long pid() {
        return new Services(installation, platform)
                .evidence()
                .process()
                .map(ProcessHandle::pid)
                .orElse(0L);
    }

    /**
     * Process id of a server, 0 when it does not run.
     *
     * @param server postgres, kafka or keycloak
     */
    public long pid(String server) {
        return platform.status().stream()
                .filter(status -> status.name().equals(server))
                .mapToLong(Platform.Status::pid)
                .findFirst()
                .orElseThrow();
    }
}
