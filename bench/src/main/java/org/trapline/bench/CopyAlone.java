package org.trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trapline.cli.CommandFailed;

/**
 * PostgreSQL's COPY alone: the rows that the service writes, rendered beforehand, into tables made by the service's own
 * migrations (the same indexes, keys, checks and triggers), 100 messages a commit on 2 connections. Nothing is hashed,
 * parsed, stored in a vault or checked. The CPU is PostgreSQL's; the client's part is left out, in favour of this side.
 */
final class CopyAlone implements Side {

    private static final String SCHEMA = "copied";
    private static final int CONNECTIONS = 2;

    private final Evidence evidence;
    private final Path migrations;
    private final CopiedRows rows;

    /** Takes the rows of what the service holds at this moment, which is one lap. */
    CopyAlone(Evidence evidence, Path migrations) {
        this.evidence = evidence;
        this.migrations = migrations;
        makeEmptyTables();
        try (Connection connection = evidence.connect()) {
            this.rows = CopiedRows.of(connection, SCHEMA);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public String name() {
        return "copy";
    }

    /** The tables whose rows are copied. */
    Set<String> tables() {
        return rows.tables();
    }

    /** Always the same rows; the lap says only how many messages they stand for. */
    @Override
    public double take(Lap lap) {
        makeEmptyTables();
        double before = evidence.postgresCpu();
        copyShared();
        AtomicInteger next = new AtomicInteger();
        CompletableFuture.allOf(IntStream.range(0, CONNECTIONS)
                        .mapToObj(c -> CompletableFuture.runAsync(() -> copyFrom(next)))
                        .toArray(CompletableFuture[]::new))
                .join();
        double used = evidence.postgresCpu() - before;
        // Left there, they would be vacuumed in a lap of the other side, which shares the PostgreSQL.
        dropTables();
        return used;
    }

    private void copyShared() {
        try (Connection connection = open()) {
            CopiedRows.copy(connection, rows.shared());
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void copyFrom(AtomicInteger next) {
        try (Connection connection = open()) {
            for (int commit = next.getAndIncrement(); commit < rows.commits().size(); commit = next.getAndIncrement()) {
                CopiedRows.copy(connection, rows.commits().get(commit));
                connection.commit();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = evidence.connect();
        connection.setSchema(SCHEMA);
        connection.setAutoCommit(false);
        return connection;
    }

    private void dropTables() {
        try (Connection connection = evidence.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void makeEmptyTables() {
        dropTables();
        try (Connection connection = evidence.connect();
                Statement statement = connection.createStatement();
                Stream<Path> files = Files.list(migrations)) {
            statement.execute("create schema " + SCHEMA);
            connection.setSchema(SCHEMA);
            for (Path file : files.sorted().toList()) {
                statement.execute(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static CommandFailed failed(SQLException e) {
        return new CommandFailed("COPY failed: " + e.getMessage(), e);
    }
}
