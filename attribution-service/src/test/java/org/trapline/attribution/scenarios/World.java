package org.trapline.attribution.scenarios;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitBlocked;
import org.trapline.events.MatterAccessChanged;
import org.trapline.events.Topics;
import org.trapline.platform.TestPlatform;

/** What tests do to the service and its surroundings, as the people and services around it would. */
public final class World {

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private World() {}

    public static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    public static RequestSpecification as(String user) {
        return given().auth().oauth2(token(user)).contentType(ContentType.JSON).basePath("/api/attribution");
    }

    public static RequestSpecification asService() {
        String token = TOKENS.computeIfAbsent(
                "takedown-service", s -> TestPlatform.attach().keycloak().serviceToken(s));
        return given().auth().oauth2(token).contentType(ContentType.JSON).basePath("/api/attribution");
    }

    private static String token(String user) {
        return TOKENS.computeIfAbsent(
                user, u -> TestPlatform.attach().keycloak().token(u));
    }

    public static String subject(String user) {
        String claims = new String(Base64.getUrlDecoder().decode(token(user).split("\\.")[1]));
        return JsonPath.from(claims).getString("sub");
    }

    public static void send(String topic, Event<?> event) {
        send(topic, event.subject(), EventCodec.write(event));
    }

    public static void send(String topic, String key, String value) {
        Properties config = new Properties();
        config.put("bootstrap.servers", config("kafka.bootstrap.servers"));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic(topic), key, value));
            producer.flush();
        }
    }

    /** What evidence tells when stored bytes are not what was received. */
    public static Event<ExhibitBlocked> blocked(UUID exhibit, long position) {
        Instant now = Instant.now();
        return Event.of("/evidence", exhibit.toString(), now, new ExhibitBlocked(exhibit, position, now));
    }

    /** All records of a topic so far. */
    public static List<ConsumerRecord<String, String>> read(String topic) {
        Properties config = new Properties();
        config.put("bootstrap.servers", config("kafka.bootstrap.servers"));
        config.put("group.id", UUID.randomUUID().toString());
        config.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic(topic)));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                consumer.poll(Duration.ofMillis(300)).forEach(records::add);
            }
            return records;
        }
    }

    public static String topic(String topic) {
        return config("trapline.topics.prefix") + topic;
    }

    public static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /** A matter that everybody may see, known to the service. */
    public static UUID openMatter() {
        UUID matter = UUID.randomUUID();
        access(matter, 1, false, List.of());
        return matter;
    }

    public static UUID sealedMatter(String... users) {
        UUID matter = UUID.randomUUID();
        access(matter, 1, true, Arrays.stream(users).map(World::subject).toList());
        return matter;
    }

    public static void access(UUID matter, long version, boolean sealed, List<String> members) {
        send(
                Topics.MATTERS,
                Event.of(
                        "/takedown",
                        matter.toString(),
                        Instant.now(),
                        new MatterAccessChanged(matter, version, sealed, members)));
        if (!sealed || !members.isEmpty()) {
            soon().untilAsserted(() ->
                    asService().get("/operators?matter=" + matter).then().statusCode(200));
            String witness = sealed
                    ? List.of("investigator1", "legal1").stream()
                            .filter(user -> members.contains(subject(user)))
                            .findFirst()
                            .orElseThrow()
                    : "investigator1";
            soon().untilAsserted(() ->
                    as(witness).get("/operators?matter=" + matter).then().statusCode(200));
        }
    }

    public static String party(UUID matter, String kind, String name) {
        return as("investigator1")
                .body(Map.of("matter", matter, "kind", kind, "name", name))
                .post("/parties")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Map<String, Object> claim(
            UUID matter, Map<String, String> subject, String predicate, Map<String, String> object, String source) {
        return Map.of(
                "matter", matter,
                "subject", subject,
                "predicate", predicate,
                "object", object,
                "source", Map.of("kind", "FILING", "reference", source),
                "observedAt", "2005-03-01");
    }

    public static void enter(Map<String, Object> claim) {
        as("investigator1").body(claim).post("/claims").then().statusCode(201);
    }

    public static RequestSpecification simulator() {
        return given().baseUri(config("test.simulator.control")).contentType(ContentType.JSON);
    }

    public static void evidence(String upOrDown) {
        given().baseUri(config("trapline.evidence.url"))
                .put("/control/" + upOrDown)
                .then()
                .statusCode(200);
    }

    public static String deposited(String sha256) {
        return given().baseUri(config("trapline.evidence.url"))
                .get("/control/" + sha256)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
