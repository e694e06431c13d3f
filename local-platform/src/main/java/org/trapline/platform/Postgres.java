package org.trapline.platform;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** PostgreSQL: SCRAM on loopback TCP only, one role and password per database, commits on disk before they are answered. */
final class Postgres {

    private static final String SUPERUSER = "postgres";

    private final Path dists;
    private final Path folder;
    private final Path data;
    private final Secrets secrets;
    private final int port;

    Postgres(Path home, Path dists, Secrets secrets, int port) {
        this.dists = dists;
        this.folder = home.resolve("postgres");
        this.data = folder.resolve("data");
        this.secrets = secrets;
        this.port = port;
    }

    static List<String> secretNames() {
        return List.of("postgres." + SUPERUSER);
    }

    static String secretName(String database) {
        return "postgres." + database;
    }

    ManagedProcess process() {
        return process(dists.resolve("postgres-" + Artifacts.version("postgres")));
    }

    void start(Consumer<String> progress) {
        Path dist = Distribution.unpacked(dists, "postgres", unpacked -> {}, progress);
        if (!Files.isDirectory(data)) {
            progress.accept("postgres: creating the data folder");
            initialize(dist);
        }
        ManagedProcess process = process(dist);
        if (process.process().isEmpty()) {
            endStrangersOnOurData(process, progress);
            forgetStalePid();
        }
        process.start(progress);
    }

    void stop(Consumer<String> progress) {
        ManagedProcess process = process();
        process.stop(progress);
        endStrangersOnOurData(process, progress);
    }

    /** Creates the database and its role where they are missing. */
    Database require(String name, String password) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "pg_roles WHERE rolname", name)) {
                statement.execute("CREATE ROLE \"" + name + "\" LOGIN PASSWORD '" + password + "'");
            }
            if (!exists(statement, "pg_database WHERE datname", name)) {
                statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
            }
            statement.execute("REVOKE ALL ON DATABASE \"" + name + "\" FROM PUBLIC");
        } catch (SQLException e) {
            throw new PlatformException("cannot create database " + name + ": " + e.getMessage(), e);
        }
        return database(name, password);
    }

    Database database(String name, String password) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + name, name, password);
    }

    /** Drops databases and roles that earlier test runs left behind. */
    void dropAllStartingWith(String prefix) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String name : names(statement, "SELECT datname FROM pg_database", prefix)) {
                statement.execute("DROP DATABASE \"" + name + "\" WITH (FORCE)");
            }
            for (String name : names(statement, "SELECT rolname FROM pg_roles", prefix)) {
                statement.execute("DROP ROLE \"" + name + "\"");
            }
        } catch (SQLException e) {
            throw new PlatformException("cannot drop old test databases: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Statement statement, String query, String prefix) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                if (result.getString(1).startsWith(prefix)) {
                    names.add(result.getString(1));
                }
            }
        }
        return names;
    }

    private static boolean exists(Statement statement, String where, String name) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT 1 FROM " + where + " = '" + name + "'")) {
            return result.next();
        }
    }

    private ManagedProcess process(Path dist) {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(dist.resolve("bin/postgres").toString(), "-D", data.toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=256MB",
                // After each checkpoint every page goes to the log as a whole once more; fewer of them cost up to 4 GB
                // of disk in a flood, and a longer start after a crash.
                "checkpoint_timeout=15min",
                "max_wal_size=4GB",
                "password_encryption=scram-sha-256")) {
            command.addAll(List.of("-c", setting));
        }
        // SIGINT is the fast shutdown: clients are cut off, everything committed is kept.
        ProcessSpec spec = ProcessSpec.of("postgres", command, folder, folder.resolve("postgres.log"))
                .listeningOn(List.of(port), this::answers)
                .stoppedBy("INT", Duration.ofSeconds(30));
        return new ManagedProcess(folder.getParent(), spec);
    }

    /** Into a folder beside it and renamed: a data folder is whole or absent. */
    private void initialize(Path dist) {
        try {
            Files.createDirectories(folder);
            Distribution.deleteRemains(folder, "initdb-");
            Path temporary = Files.createTempDirectory(folder, "initdb-");
            Path passwordFile = folder.resolve("superuser-password");
            Json.writePrivate(passwordFile, secrets.get("postgres." + SUPERUSER));
            List<String> command = new ArrayList<>(asOrdinaryUser());
            command.addAll(List.of(
                    dist.resolve("bin/initdb").toString(),
                    "--pgdata=" + temporary,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // The same order of strings on every machine.
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            Command.run("initdb", command, folder);
            Files.delete(passwordFile);
            Files.writeString(temporary.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            Files.move(temporary, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with root's access to the files. */
    private static List<String> asOrdinaryUser() {
        return new UnixSystem().getUid() == 0 ? List.of("unshare", "-U") : List.of();
    }

    List<ProcessHandle> strangersOnOurData() {
        return Files.isDirectory(data)
                ? ProcessHandle.allProcesses()
                        .filter(handle -> worksIn(handle.pid(), data))
                        .toList()
                : List.of();
    }

    /**
     * Every process of a PostgreSQL server has the data folder as its working directory. Called when no recorded server
     * lives: what is found is a server we do not know, or the remains of a killed one.
     */
    private void endStrangersOnOurData(ManagedProcess process, Consumer<String> progress) {
        List<ProcessHandle> strangers = strangersOnOurData();
        List<Long> pids = strangers.stream().map(ProcessHandle::pid).toList();
        for (ProcessHandle stranger : strangers) {
            boolean child = stranger.parent()
                    .map(ProcessHandle::pid)
                    .filter(pids::contains)
                    .isPresent();
            if (!child && stranger.isAlive()) {
                progress.accept("postgres: stopping pid " + stranger.pid()
                        + ", which works on our data folder but is not recorded as ours");
                process.end(stranger, progress);
            }
        }
    }

    /**
     * PostgreSQL believes its pid file as long as some process has the number: a zombie that nobody reaped yet, or a
     * stranger after a reboot. We know better, having just seen that nobody works on the data.
     */
    private void forgetStalePid() {
        Path file = data.resolve("postmaster.pid");
        try {
            if (Files.exists(file) && Files.isDirectory(Path.of("/proc/self"))) {
                long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
                if (ProcessHandle.of(pid).isPresent() && !worksIn(pid, data)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean worksIn(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            // A refused password is an answer too: what is wrong then is not the server.
            return "28P01".equals(e.getSQLState());
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", secrets.get("postgres." + SUPERUSER));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        // Not by DriverManager: it sees other class loaders than ours in a Quarkus test.
        return new org.postgresql.Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }
}
