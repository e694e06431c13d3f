package org.trapline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.EvidenceAlone;
import org.trapline.cli.Installation;
import org.trapline.cli.LoopbackPorts;
import org.trapline.cli.Terminal;
import org.trapline.cli.Tokens;
import org.trapline.platform.Database;
import org.trapline.platform.Pause;

/**
 * The packaged evidence-service in an installation of its own, with its token checks on. Its side is the service, all of
 * PostgreSQL, all of Kafka and the client that hands a lap in, one curl an upload, from the first byte until nothing follows
 * behind any more: the acknowledgement is not the end of a lap. Single requests come from this process and count for nobody.
 */
final class Evidence implements Side, AutoCloseable {

    private static final String INTAKE = "/api/evidence/intake?source=bench";
    private static final String AUTHORIZATION = "Authorization";
    private static final int PORT_OFFSET = 6000;
    private static final int CONNECTIONS = 2;
    private static final Duration QUIET = Duration.ofMillis(300);
    /** What an idle service with its servers uses in that time. */
    private static final double QUIET_CPU = 0.03;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final boolean keep;
    private final Terminal terminal;
    private final Installation installation;
    private final EvidenceAlone stack;
    private final Tokens tokens;
    private final HttpClient http;
    private final Path uploads;
    private final Thread shutdown;
    /** Asked once, because asking is work for them. */
    private long service;

    private long postgres;
    private long kafka;

    /**
     * @param folder holds the installation, which is made where it is missing
     * @param keep whether the servers stay when the service ends
     */
    Evidence(Path folder, boolean keep, Terminal terminal) {
        this.keep = keep;
        this.terminal = terminal;
        this.installation = new Installation(
                Installation.locate(null, 0).root(), folder.resolve("home"), new LoopbackPorts(PORT_OFFSET));
        this.stack = new EvidenceAlone(installation);
        this.tokens = new Tokens(installation);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.uploads = folder.resolve("uploads");
        this.shutdown = new Thread(() -> stop(line -> {}));
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /** A new service without evidence. */
    void startFresh(Map<String, String> settings) {
        stack.startServers(this::say);
        stack.stop(this::say);
        stack.forgetEverything();
        stack.start(settings, this::say);
        service = stack.pid();
        postgres = stack.pid("postgres");
        kafka = stack.pid("kafka");
    }

    private void say(String line) {
        terminal.passing("  " + line);
    }

    @Override
    public String name() {
        return "trapline";
    }

    @Override
    public double take(Lap lap) {
        Folders.empty(uploads);
        List<Program.Call> calls = IntStream.range(0, CONNECTIONS)
                .mapToObj(part -> curl(uploads.resolve(part + ".tar"), lap.part(part, CONNECTIONS)))
                .toList();
        Program program = new Program(uploads);
        program.settleDisk();
        return during(() -> program.together(calls));
    }

    /** Writes a tar and says how it is uploaded; the token goes where nobody else can read it. */
    private Program.Call curl(Path tar, Lap part) {
        try {
            Files.write(tar, part.tar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Program.Call(
                List.of(
                        "curl",
                        "--disable",
                        "--config",
                        "-",
                        "--silent",
                        "--show-error",
                        "--fail-with-body",
                        "--http1.1",
                        "--noproxy",
                        "*",
                        "--request",
                        "POST",
                        "--header",
                        "Content-Type: application/x-tar",
                        "--header",
                        "Expect:",
                        "--upload-file",
                        tar.toString(),
                        uri(INTAKE).toString()),
                Map.of(),
                "header = \"" + AUTHORIZATION + ": " + bearer() + "\"\n");
    }

    /** CPU seconds of the side while this work is done and followed. */
    double during(Runnable work) {
        double before = cpu();
        work.run();
        awaitQuiet();
        return cpu() - before;
    }

    /** Sends one body; returns when it is acknowledged. */
    String upload(String mediaType, BodyPublisher body) {
        return send(request(INTAKE).header("Content-Type", mediaType).POST(body).build());
    }

    /** Sends one message; a line of JSON for its receipt, then the summary's. */
    String uploadForReceipts(BodyPublisher message) {
        return send(request(INTAKE)
                .header("Content-Type", "message/rfc822")
                .header("Accept", "application/x-ndjson")
                .POST(message)
                .build());
    }

    /** The body of what a path answers. */
    String get(String path) {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header(AUTHORIZATION, bearer());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + installation.ports().evidence() + path);
    }

    private String bearer() {
        return "Bearer " + tokens.token("investigator1");
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new CommandFailed(request.method() + " " + request.uri().getPath() + " answered "
                        + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new CommandFailed("evidence-service gave no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    Connection connect() throws SQLException {
        return stack.connect();
    }

    Database database() {
        return stack.database();
    }

    /** Of the service, PostgreSQL and Kafka since they started, and of all programs run. */
    double cpu() {
        return shares().sum();
    }

    /** The same, told apart. */
    Shares shares() {
        return new Shares(Cpu.ofTree(service), postgresCpu(), Cpu.ofTree(kafka), Cpu.ofEndedChildren());
    }

    /**
     * CPU seconds of the processes of the side.
     *
     * @param client of every program run to its end, so it is the client's only between two moments with nothing else between them
     */
    record Shares(double service, double postgres, double kafka, double client) {

        double sum() {
            return service + postgres + kafka + client;
        }

        Shares minus(Shares earlier) {
            return new Shares(
                    service - earlier.service,
                    postgres - earlier.postgres,
                    kafka - earlier.kafka,
                    client - earlier.client);
        }

        /** Microseconds for each of so many messages. */
        String text(int messages) {
            return String.format(
                    Locale.ROOT,
                    "evidence-service %.0f µs, PostgreSQL %.0f, Kafka %.0f, client %.0f a message",
                    service * 1e6 / messages,
                    postgres * 1e6 / messages,
                    kafka * 1e6 / messages,
                    client * 1e6 / messages);
        }
    }

    double postgresCpu() {
        return Cpu.ofTree(postgres);
    }

    /** The service's largest resident set since it started, in bytes. */
    long peakResident() {
        return Cpu.peakResident(service);
    }

    /** Until all is published and no process of the side works any more. */
    private void awaitQuiet() {
        Instant deadline = Instant.now().plus(PATIENCE);
        double before = cpu();
        while (Instant.now().isBefore(deadline)) {
            Pause.of(QUIET);
            double now = cpu();
            if (now - before <= QUIET_CPU && isPublished()) {
                return;
            }
            before = now;
        }
        throw new CommandFailed("evidence-service did not come to rest: see " + installation.logs());
    }

    private boolean isPublished() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select (select position from publish_cursor) >= (select size from ledger_head)")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new CommandFailed("the evidence database was not read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdown);
        stop(this::say);
    }

    private void stop(Consumer<String> progress) {
        if (keep) {
            stack.stop(progress);
        } else {
            stack.stopAll(progress);
        }
    }
}
