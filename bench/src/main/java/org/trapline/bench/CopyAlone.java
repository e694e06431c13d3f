package org.trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trapline.cli.CommandFailed;
import org.trapline.platform.Database;

/**
 * PostgreSQL's COPY alone: the rows that the service wrote in its lap, rendered beforehand, into tables made by the service's own
 * migrations (the same indexes, keys, checks and triggers) that hold as many rows as its own, 100 messages a commit by two psql.
 * Nothing is hashed, parsed, stored in a vault or checked. The CPU is PostgreSQL's and psql's; that of vacuuming is left out, in
 * favour of this side.
 */
final class CopyAlone implements Side {

    private static final String SCHEMA = "copied";
    private static final int CLIENTS = 2;

    private final Evidence evidence;
    private final Path migrations;
    private final Path folder;
    private CopiedTables tables = new CopiedTables(SCHEMA, List.of());

    /** @param folder for the scripts */
    CopyAlone(Evidence evidence, Path migrations, Path folder) {
        this.evidence = evidence;
        this.migrations = migrations;
        this.folder = folder;
        Program.require("postgresql-client", "psql");
    }

    @Override
    public String name() {
        return "copy";
    }

    /**
     * Makes the tables, with all that the service holds at this moment.
     *
     * @return the names of those whose rows are copied
     */
    List<String> fillTables() {
        dropTables();
        try (Connection connection = evidence.connect();
                Statement statement = connection.createStatement();
                Stream<Path> files = Files.list(migrations)) {
            statement.execute("create schema " + SCHEMA);
            connection.setSchema(SCHEMA);
            for (Path file : files.sorted().toList()) {
                statement.execute(Files.readString(file));
            }
            tables = CopiedTables.fill(connection, SCHEMA);
            return tables.names();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The rows of the lap that the service took last, which must be this one. */
    @Override
    public double take(Lap lap) {
        Folders.empty(folder);
        List<Path> scripts = IntStream.range(0, CLIENTS)
                .mapToObj(client -> folder.resolve("rows-" + client + ".sql"))
                .toList();
        try (Connection connection = evidence.connect()) {
            tables.writeScripts(connection, scripts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw failed(e);
        }
        Program program = new Program(folder);
        program.settleDisk();
        double before = evidence.postgresCpu();
        double clients = program.together(scripts.stream().map(this::psql).toList());
        return evidence.postgresCpu() - before + clients;
    }

    private Program.Call psql(Path script) {
        Database database = evidence.database();
        return new Program.Call(
                List.of(
                        "psql",
                        "-X",
                        "-q",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-d",
                        database.jdbcUrl().replaceFirst("^jdbc:", ""),
                        "-f",
                        script.toString()),
                Map.of(
                        "PGUSER",
                        database.user(),
                        "PGPASSWORD",
                        database.password(),
                        "PGOPTIONS",
                        "-c search_path=" + SCHEMA),
                "");
    }

    /** So that a service which starts afresh has the PostgreSQL to itself. */
    void dropTables() {
        try (Connection connection = evidence.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static CommandFailed failed(SQLException e) {
        return new CommandFailed("COPY failed: " + e.getMessage(), e);
    }
}
