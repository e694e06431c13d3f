package org.trapline.messaging;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/**
 * Sends records to Kafka and waits until the brokers have them. For the two that may send: {@link OutboxRelay} and the
 * publisher of the evidence ledger.
 *
 * <p>The records go to the channel's producer itself: an emitter takes each through several threads and contexts, which in a
 * flood costs more than the sending.
 */
@ApplicationScoped
public class EventSender {

    private static final String CHANNEL = "trapline-events";

    /** Longer than the producer's delivery timeout, so that a send is decided when this ends. */
    private static final Duration DECIDED = Duration.ofSeconds(20);

    private final KafkaClientService clients;
    private final String prefix;

    /** @param channel is not used, but no producer is made for a channel without an emitter */
    EventSender(
            @Channel(CHANNEL) Emitter<String> channel,
            KafkaClientService clients,
            @ConfigProperty(name = "trapline.topics.prefix") Optional<String> prefix) {
        this.clients = clients;
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
            List<Future<RecordMetadata>> sends = hand(records);
            long deadline = System.nanoTime() + DECIDED.toNanos();
            for (Future<RecordMetadata> send : sends) {
                send.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException e) {
            throw new SendFailed(records.size(), e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw new SendFailed(records.size(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SendFailed(records.size(), e);
        }
    }

    private List<Future<RecordMetadata>> hand(List<Outgoing> records) throws ExecutionException, InterruptedException {
        Producer<String, String> producer =
                clients.<String, String>getProducer(CHANNEL).unwrap();
        List<Future<RecordMetadata>> sends = new ArrayList<>(records.size());
        for (Outgoing record : records) {
            Future<RecordMetadata> send =
                    producer.send(new ProducerRecord<>(prefix + record.topic(), record.key(), record.payload()));
            if (send.isDone()) {
                // Refused at once, as when no broker is known: the others would each wait as long for nothing.
                send.get();
            }
            sends.add(send);
        }
        return sends;
    }

    /**
     * @param topic   one of {@link org.trapline.events.Topics}
     * @param key     the event's subject
     * @param payload the event as {@link org.trapline.events.EventCodec} writes it
     */
    public record Outgoing(String topic, String key, String payload) {}
}
