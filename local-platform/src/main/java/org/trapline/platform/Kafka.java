package org.trapline.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** One Kafka process, broker and controller in one (KRaft), in a JVM of its own. */
final class Kafka {

    private final Path folder;
    private final int port;
    private final int controllerPort;

    Kafka(Path home, int port, int controllerPort) {
        this.folder = home.resolve("kafka");
        this.port = port;
        this.controllerPort = controllerPort;
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    ManagedProcess process() {
        List<String> command = List.of(
                Command.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // For the little that goes through it the optimising compiler would be most of its work.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                Artifacts.kafkaClassPath(),
                "kafka.Kafka",
                properties().toString());
        ProcessSpec spec = ProcessSpec.of("kafka", command, folder, folder.resolve("kafka.log"))
                .listeningOn(List.of(port, controllerPort), Health.tcp(port));
        return new ManagedProcess(folder.getParent(), spec);
    }

    void start(Consumer<String> progress) {
        if (process().process().isEmpty()) {
            configure();
            if (!Files.exists(folder.resolve("data/meta.properties"))) {
                progress.accept("kafka: formatting the data folder");
                format();
            }
        }
        process().start(progress);
    }

    void stop(Consumer<String> progress) {
        process().stop(progress);
    }

    /** Forgets all messages; for tests, whose topics nobody reads again. Only while it is stopped. */
    void wipe() {
        Path data = folder.resolve("data");
        if (!Files.isDirectory(data)) {
            return;
        }
        try {
            Distribution.deleteTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path properties() {
        return folder.resolve("server.properties");
    }

    private void configure() {
        String settings = String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                "controller.listener.names=CONTROLLER",
                "log.dirs=" + folder.resolve("data"),
                "num.partitions=1",
                "offsets.topic.num.partitions=5",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.num.partitions=5",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "share.coordinator.state.topic.num.partitions=5",
                "share.coordinator.state.topic.replication.factor=1",
                "share.coordinator.state.topic.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                "log.cleaner.dedupe.buffer.size=16777216",
                // Writes to its own log twice a second otherwise, to show other controllers that it lives.
                "metadata.max.idle.interval.ms=5000",
                // Facts are kept: a new consumer reads the whole past.
                "log.retention.ms=-1",
                "");
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "server", ".tmp");
            Files.writeString(temporary, settings);
            Files.move(temporary, properties(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() {
        Command.run(
                "formatting Kafka's data folder",
                List.of(
                        Command.java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        Artifacts.kafkaClassPath(),
                        "kafka.tools.StorageTool",
                        "format",
                        // Any 128 bits, as Kafka writes them: 22 characters of URL-safe Base64.
                        "-t",
                        clusterId(),
                        "-c",
                        properties().toString(),
                        "--ignore-formatted"),
                folder);
    }

    private static String clusterId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        // A leading '-' would be read as an option.
        bytes[0] &= 0x7f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
