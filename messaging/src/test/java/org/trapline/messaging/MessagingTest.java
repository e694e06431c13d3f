package org.trapline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.MatterAccessChanged;
import org.trapline.events.Topics;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class MessagingTest {

    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Effects effects;
    private final String bootstrap;
    private final String prefix;

    MessagingTest(
            Outbox outbox,
            Idempotency idempotency,
            Effects effects,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "trapline.topics.prefix") String prefix) {
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.effects = effects;
        this.bootstrap = bootstrap;
        this.prefix = prefix;
    }

    @Test
    void committedEventsArriveInTheOrderOfTheirSubject() {
        UUID matter = UUID.randomUUID();

        LongStream.rangeClosed(1, 450)
                .forEach(version -> QuarkusTransaction.requiringNew().run(() -> append(change(matter, version))));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(effects.versionsOf(matter))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 450).boxed().toList()));
    }

    @Test
    void anEventOfATransactionThatRollsBackIsNeverSent() {
        UUID matter = UUID.randomUUID();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    append(change(matter, 1));
                    throw new IllegalStateException("business says no");
                }))
                .isInstanceOf(IllegalStateException.class);
        QuarkusTransaction.requiringNew().run(() -> append(change(matter, 2)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(effects.versionsOf(matter)).containsExactly(2L));
    }

    @Test
    void refusesAnEventOutsideOfATransaction() {
        assertThatThrownBy(() -> append(change(UUID.randomUUID(), 1))).hasMessageContaining("Transaction is required");
    }

    @Test
    void anEventThatComesTwiceHasOneEffect() {
        UUID matter = UUID.randomUUID();
        Event<MatterAccessChanged> twice = change(matter, 1);

        produce(matter, EventCodec.write(twice), EventCodec.write(twice), EventCodec.write(change(matter, 2)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(effects.versionsOf(matter)).containsExactly(1L, 2L));
    }

    @Test
    void aFaultThatPassesIsTriedAgainInPlaceWithoutOvertaking() {
        UUID matter = UUID.randomUUID();
        effects.failNext(4);

        produce(matter, EventCodec.write(change(matter, 1)), EventCodec.write(change(matter, 2)));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(effects.versionsOf(matter)).containsExactly(1L, 2L));
        assertThat(effects.faultsLeft()).isZero();
    }

    @Test
    void whatCannotBeReadOrAppliedGoesToTheDeadLetterTopicAndTheNextEventGoesOn() {
        UUID matter = UUID.randomUUID();
        String poison = "{\"type\":\"poison " + matter + "\"";
        String alwaysFails = EventCodec.write(change(matter, Long.MAX_VALUE));

        produce(matter, poison, alwaysFails, EventCodec.write(change(matter, 3)));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(effects.versionsOf(matter)).containsExactly(3L));
        assertThat(deadLetters()).contains(poison, alwaysFails);
    }

    @Test
    void aRequestSentAgainUnderItsKeyCreatesNothingNew() {
        AtomicInteger created = new AtomicInteger();

        UUID first = once("key-1", "POST /orders {a}", created);
        UUID again = once("key-1", "POST /orders {a}", created);

        assertThat(again).isEqualTo(first);
        assertThat(created).hasValue(1);
        assertThatThrownBy(() -> once("key-1", "POST /orders {b}", created)).isInstanceOf(IdempotencyKeyReused.class);
    }

    @Test
    void aKeyWhoseRequestFailedIsFreeAgain() {
        AtomicInteger created = new AtomicInteger();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .call(() -> idempotency.once("caller", "key-2", "f", () -> {
                            throw new IllegalArgumentException("invalid");
                        })))
                .isInstanceOf(IllegalArgumentException.class);

        once("key-2", "f", created);

        assertThat(created).hasValue(1);
    }

    private UUID once(String key, String fingerprint, AtomicInteger created) {
        return QuarkusTransaction.requiringNew()
                .call(() -> idempotency.once("caller", key, fingerprint, () -> {
                    created.incrementAndGet();
                    return UUID.randomUUID();
                }));
    }

    private void append(Event<?> event) {
        outbox.append(Topics.MATTERS, event);
    }

    private static Event<MatterAccessChanged> change(UUID matter, long version) {
        return Event.of(
                "/takedown",
                matter.toString(),
                Instant.parse("2026-01-15T14:30:25Z"),
                new MatterAccessChanged(matter, version, false, List.of("subject-1")));
    }

    private void produce(UUID key, String... values) {
        Properties config = new Properties();
        config.put("bootstrap.servers", bootstrap);
        config.put("acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(prefix + Topics.MATTERS, key.toString(), value))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> deadLetters() {
        Properties config = new Properties();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", UUID.randomUUID().toString());
        config.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(prefix + "trapline.dead-letters.messaging-test"));
            List<String> values = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
                return values.size() >= 2;
            });
            return values;
        }
    }
}
