package org.trapline.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Sends records to Kafka and waits until the brokers have them. For the two that may send: {@link OutboxRelay} and the
 * publisher of the evidence ledger.
 */
@ApplicationScoped
public class EventSender {

    /** Longer than the producer's delivery timeout, so that a send is decided when this ends. */
    private static final Duration DECIDED = Duration.ofSeconds(20);

    private final MutinyEmitter<String> emitter;
    private final String prefix;

    /** The producer's callbacks carry the sender's context on, and two threads in one transaction keep it from committing. */
    private final ExecutorService outsideOfTransactions = Executors.newCachedThreadPool();

    EventSender(
            @Channel("trapline-events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<String> emitter,
            @ConfigProperty(name = "trapline.topics.prefix") Optional<String> prefix) {
        this.emitter = emitter;
        // An empty value counts as absent.
        this.prefix = prefix.orElse("");
    }

    /**
     * Returns when all records are acknowledged by all in-sync replicas; records of one key keep their order.
     *
     * @throws SendFailed when one is not: some may have been sent, so the caller sends all of them again
     */
    public void send(List<Outgoing> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            outsideOfTransactions.submit(() -> sendAll(records)).get();
        } catch (ExecutionException e) {
            throw new SendFailed(records.size(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SendFailed(records.size(), e);
        }
    }

    private void sendAll(List<Outgoing> records) {
        List<Uni<Void>> sends = records.stream()
                .map(r -> emitter.sendMessage(Message.of(r.payload(), Metadata.of(metadata(r)))))
                .toList();
        Uni.join().all(sends).andFailFast().await().atMost(DECIDED);
    }

    @PreDestroy
    void close() {
        outsideOfTransactions.shutdown();
    }

    private OutgoingKafkaRecordMetadata<String> metadata(Outgoing record) {
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(prefix + record.topic())
                .withKey(record.key())
                .build();
    }

    /**
     * @param topic   one of {@link org.trapline.events.Topics}
     * @param key     the event's subject
     * @param payload the event as {@link org.trapline.events.EventCodec} writes it
     */
    public record Outgoing(String topic, String key, String payload) {}
}
