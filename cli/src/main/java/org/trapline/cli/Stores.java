package org.trapline.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.trapline.platform.Database;
import org.trapline.platform.ManagedProcess;
import org.trapline.platform.Pause;
import org.trapline.platform.Platform;

/** What the services need before they can start: their databases and Kafka. Keycloak they await by themselves. */
final class Stores {

    private final Platform platform;

    Stores(Platform platform) {
        this.platform = platform;
    }

    /** Until the databases can be used and Kafka answers; ends with the servers' failure when they failed to start. */
    void await(CompletableFuture<Void> servers) {
        while (!answer()) {
            if (servers.isCompletedExceptionally()) {
                servers.join();
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    private boolean answer() {
        boolean running = platform.status().stream()
                .filter(part -> !part.name().equals("keycloak"))
                .allMatch(part -> part.state() == ManagedProcess.State.RUNNING);
        return running
                && Stream.of("evidence", "attribution", "takedown")
                        .map(platform::database)
                        .allMatch(Stores::isOpen);
    }

    private static boolean isOpen(Database database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("connectTimeout", "5");
        try {
            Connection connection = new org.postgresql.Driver().connect(database.jdbcUrl(), properties);
            connection.close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }
}
