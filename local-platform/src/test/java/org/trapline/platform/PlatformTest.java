package org.trapline.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL and Kafka of one home, killed, orphaned and stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformTest {

    private final TemporaryHome temporary = TemporaryHome.create();
    private final Platform platform = temporary.platform();
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    PlatformTest() throws IOException {}

    @BeforeAll
    void makeSecrets() {
        platform.requireSecrets();
    }

    @BeforeEach
    void startWhatDoesNotRun() {
        platform.startStores(progress::add);
        progress.clear();
    }

    @AfterAll
    void stop() throws IOException {
        platform.stop(line -> {});
        temporary.delete();
    }

    @Test
    void dataSurviveAHardKillOfBothServers() throws Exception {
        execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)");
        produce("kept", "forty-two");
        kill("postgres");
        kill("kafka");

        platform.startStores(progress::add);

        assertThat(number("SELECT n FROM kept")).isEqualTo(42);
        assertThat(firstMessage("kept")).isEqualTo("forty-two");
        assertThat(progress).anyMatch(line -> line.startsWith("postgres: ready"));
        assertThat(progress).anyMatch(line -> line.startsWith("kafka: ready"));
    }

    @Test
    void aSecondStartKeepsWhatRunsAndSaysSo() {
        List<Long> before = pids();

        platform.startStores(progress::add);

        assertThat(pids()).isEqualTo(before);
        assertThat(progress)
                .containsExactlyInAnyOrder(
                        "postgres: already running (pid " + before.get(0) + ")",
                        "kafka: already running (pid " + before.get(1) + ")");
    }

    @Test
    void serversNobodyRecordedAreStoppedNotAdopted() throws Exception {
        List<Long> before = pids();
        Files.delete(temporary.home().resolve("run/postgres.json"));
        Files.delete(temporary.home().resolve("run/kafka.json"));

        platform.startStores(progress::add);

        assertThat(pids()).doesNotContainAnyElementsOf(before);
        assertThat(progress)
                .contains(
                        "postgres: stopping pid " + before.get(0)
                                + ", which works on our data folder but is not recorded as ours",
                        "kafka: stopping pid " + before.get(1) + ", started by us earlier but not recorded");
    }

    @Test
    void stopLeavesNothingRunning() {
        platform.stop(progress::add);

        assertThat(temporary.processes()).isEmpty();
        assertThat(progress).containsExactly("kafka: stopped", "postgres: stopped");
        assertThat(platform.status()).extracting(Platform.Status::state).containsOnly(ManagedProcess.State.STOPPED);
    }

    @Test
    void namesATakenPortAndItsHolderBeforeAnythingStarts() throws Exception {
        TemporaryHome other = TemporaryHome.create();
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = holder.getLocalPort();
            Platform blocked = other.platform(new Ports(
                    LoopbackPort.anyFree(),
                    LoopbackPort.anyFree(),
                    LoopbackPort.anyFree(),
                    port,
                    LoopbackPort.anyFree()));

            assertThatThrownBy(() -> blocked.start(progress::add))
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("port " + port + " (keycloak) is taken by pid "
                            + ProcessHandle.current().pid());
            assertThat(other.processes()).isEmpty();
        } finally {
            other.delete();
        }
    }

    @Test
    void aRoleOpensOnlyItsOwnDatabaseAndOnlyWithItsPassword() {
        Database evidence = platform.database("evidence");
        String takedown = platform.database("takedown").jdbcUrl();

        assertThatThrownBy(() -> DriverManager.getConnection(takedown, evidence.user(), evidence.password()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> DriverManager.getConnection(evidence.jdbcUrl(), evidence.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void secretsAreReadableByTheirOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(temporary.home().resolve("secrets.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void homeCanBeEnteredByItsOwnerOnly() throws Exception {
        Path home = temporary.home().resolve("another");

        FileLock.acquire(home.resolve("lock"), progress::add).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    private List<Long> pids() {
        return platform.status().stream().limit(2).map(Platform.Status::pid).toList();
    }

    private void kill(String name) {
        ProcessHandle process = platform.processes()
                .filter(managed -> managed.name().equals(name))
                .flatMap(managed -> managed.process().stream())
                .findFirst()
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        Database evidence = platform.database("evidence");
        return DriverManager.getConnection(evidence.jdbcUrl(), evidence.user(), evidence.password());
    }

    private void produce(String topic, String value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", platform.kafkaBootstrap(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private String firstMessage(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", platform.kafkaBootstrap());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
        }
    }
}
