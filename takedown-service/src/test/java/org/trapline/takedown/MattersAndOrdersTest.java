package org.trapline.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.trapline.takedown.scenarios.Desk.act;
import static org.trapline.takedown.scenarios.Desk.approve;
import static org.trapline.takedown.scenarios.Desk.as;
import static org.trapline.takedown.scenarios.Desk.config;
import static org.trapline.takedown.scenarios.Desk.draft;
import static org.trapline.takedown.scenarios.Desk.evidenceOutage;
import static org.trapline.takedown.scenarios.Desk.exhibit;
import static org.trapline.takedown.scenarios.Desk.filed;
import static org.trapline.takedown.scenarios.Desk.hold;
import static org.trapline.takedown.scenarios.Desk.matter;
import static org.trapline.takedown.scenarios.Desk.openCase;
import static org.trapline.takedown.scenarios.Desk.unregisteredName;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitBlocked;
import org.trapline.events.MatterAccessChanged;
import org.trapline.events.OperatorReviewed;
import org.trapline.events.OperatorReviewed.Verdict;
import org.trapline.events.Topics;
import org.trapline.takedown.scenarios.TakedownWorld;

@QuarkusTest
@QuarkusTestResource(TakedownWorld.class)
class MattersAndOrdersTest {

    @Test
    void rejectsApprovalByTheDrafter() {
        String order = draft(openCase(matter()), hold(unregisteredName()));

        approve("legal1", order).then().statusCode(403).body("type", containsString("drafter-cannot-approve"));
    }

    @Test
    void rejectsApprovalByAnybodyWhoWroteAtTheDraft() {
        String order = draft(openCase(matter()), hold(unregisteredName()));
        as("legal2")
                .header("If-Match", as("legal2").get("/orders/" + order).getHeader("ETag"))
                .body(Map.of("redress", "another way"))
                .patch("/orders/" + order)
                .then()
                .statusCode(200);

        approve("legal2", order).then().statusCode(403).body("type", containsString("drafter-cannot-approve"));

        as("legal2").get("/tasks").then().body("items.order", not(hasItem(order)));
    }

    @Test
    void approvesOnlyTheVersionThatWasRead() {
        String order = draft(openCase(matter()), hold(unregisteredName()));
        String read = as("legal2").get("/orders/" + order).getHeader("ETag");
        as("legal1")
                .header("If-Match", read)
                .body(Map.of("redress", "another way"))
                .patch("/orders/" + order)
                .then()
                .statusCode(200);

        act("legal2", order, "approvals", null).then().statusCode(428);
        as("legal2")
                .header("If-Match", read)
                .post("/orders/" + order + "/approvals")
                .then()
                .statusCode(412);

        as("legal1").get("/orders/" + order).then().body("state", equalTo("DRAFT"));
        approve("legal2", order).then().statusCode(200).body("state", equalTo("APPROVED"));
    }

    @Test
    void answersAnIllegalTransitionWithTheStateAndWhatIsAllowed() {
        String order = draft(openCase(matter()), hold(unregisteredName()));

        act("legal1", order, "service", null)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("state", equalTo("DRAFT"))
                .body("allowed", equalTo(List.of("EDIT", "APPROVE")));
    }

    @Test
    void refusesToFileAnIncompleteOrderAndListsWhatIsMissing() {
        String order = as("legal1")
                .body(Map.of("case", openCase(matter())))
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        approve("legal2", order).then().statusCode(200);

        act("legal1", order, "filing", null)
                .then()
                .statusCode(422)
                .body("type", containsString("order-incomplete"))
                .body("missing", hasItem("attorney.barNumber"))
                .body("missing", hasItem("targets"));
    }

    @Test
    void freezesTheHashesOfTheExhibitsCitedAtFiling() {
        String name = unregisteredName();

        String order = filed(hold(name));

        as("legal1")
                .get("/orders/" + order)
                .then()
                .body("state", equalTo("FILED"))
                .body(
                        "frozen.exhibits[0].id",
                        equalTo(exhibit("mail for " + name).toString()))
                .body("frozen.exhibits[0].sha256.length()", equalTo(64));
    }

    @Test
    void filesNothingWhileEvidenceCannotBeAsked() {
        String order = draft(openCase(matter()), hold(unregisteredName()));
        approve("legal2", order).then().statusCode(200);
        evidenceOutage(true);
        try {
            act("legal1", order, "filing", null).then().statusCode(503).header("Retry-After", equalTo("5"));
        } finally {
            evidenceOutage(false);
        }
        act("legal1", order, "filing", null).then().statusCode(200).body("state", equalTo("FILED"));
    }

    @Test
    void editsADraftOnlyFromItsPresentVersion() {
        String order = draft(openCase(matter()), hold(unregisteredName()));
        String tag = as("legal1").get("/orders/" + order).getHeader("ETag");
        Map<String, Object> edit = Map.of("redress", "another way");

        as("legal1").body(edit).patch("/orders/" + order).then().statusCode(428);
        String newTag = as("legal1")
                .header("If-Match", tag)
                .body(edit)
                .patch("/orders/" + order)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(newTag).isNotEqualTo(tag);
        as("legal1")
                .header("If-Match", tag)
                .body(edit)
                .patch("/orders/" + order)
                .then()
                .statusCode(412);
    }

    @Test
    void createsOnceForOneIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = Map.of("name", "Once", "members", List.of());
        String first = as("legal1")
                .header("Idempotency-Key", key)
                .body(wanted)
                .post("/matters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as("legal1")
                .header("Idempotency-Key", key)
                .body(wanted)
                .post("/matters")
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        as("legal1")
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Other"))
                .post("/matters")
                .then()
                .statusCode(422);
    }

    @Test
    void refusesBadInputWithAProblemThatNamesTheFault() {
        as("legal1").body("{").post("/matters").then().statusCode(400);
        as("legal1").body(Map.of()).post("/matters").then().statusCode(400);
        as("legal1").get("/orders/" + UUID.randomUUID()).then().statusCode(404).contentType("application/problem+json");
        as("legal1").get("/orders/not-an-id").then().statusCode(404);
        as("legal1").get("/orders?cursor=nonsense").then().statusCode(400);
        as("legal1")
                .body(Map.of("case", openCase(matter()), "targets", List.of(hold("www.host.example"))))
                .post("/orders")
                .then()
                .statusCode(400)
                .body("detail", containsString("host.example"));
        as("investigator1").body(Map.of("name", "x")).post("/matters").then().statusCode(403);
    }

    @Test
    void answersWhatIsNotAboutAnOrderAsEverywhere() {
        as("legal1").delete("/matters").then().statusCode(405).contentType("application/problem+json");
        as("legal1")
                .contentType("text/csv")
                .body("a,b")
                .post("/matters")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        as("legal1").get("/nothing-here").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void refusesADraftThatContradictsItself() {
        String inCase = openCase(matter());
        Map<String, Object> target = hold(unregisteredName());
        String order = draft(inCase, target);
        String tag = as("legal1").get("/orders/" + order).getHeader("ETag");

        refuses(Map.of("case", inCase, "targets", List.of(target, target)), "named twice");
        refuses(
                Map.of("case", inCase, "effectiveAt", "2026-02-01T00:00:00Z", "completeBy", "2026-01-01T00:00:00Z"),
                "completeBy");
        refuses(
                Map.of("case", inCase, "completeBy", "2026-02-01T00:00:00Z", "expiresAt", "2026-01-01T00:00:00Z"),
                "expiresAt");
        as("legal1")
                .header("If-Match", tag)
                .body(Map.of("targets", List.of(target, target)))
                .patch("/orders/" + order)
                .then()
                .statusCode(400)
                .body("detail", containsString("named twice"));
    }

    private static void refuses(Map<String, Object> order, String words) {
        as("legal1")
                .body(order)
                .post("/orders")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(words));
    }

    @Test
    void refusesTimesThatNoCourtCanMean() {
        String inCase = openCase(matter());
        Map<String, Object> late = new HashMap<>(hold(unregisteredName()));
        late.put("deadline", "+10000-01-01T00:00:00Z");

        as("legal1")
                .body(Map.of("case", inCase, "expiresAt", "+12026-01-01T00:00:00Z"))
                .post("/orders")
                .then()
                .statusCode(400);
        as("legal1")
                .body(Map.of("case", inCase, "effectiveAt", "1969-12-31T23:59:59Z"))
                .post("/orders")
                .then()
                .statusCode(400);
        as("legal1")
                .body(Map.of("case", inCase, "targets", List.of(late)))
                .post("/orders")
                .then()
                .statusCode(400);
        as("legal1")
                .body(Map.of("case", inCase, "expiresAt", "9999-12-31T23:59:59Z"))
                .post("/orders")
                .then()
                .statusCode(201);
    }

    @Test
    void refusesMoreExhibitsThanCanBeAskedForInOneFiling() {
        String inCase = openCase(matter());
        List<Map<String, Object>> targets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Map<String, Object> target = new HashMap<>(hold(unregisteredName()));
            target.put("exhibits", Stream.generate(UUID::randomUUID).limit(700).toList());
            targets.add(target);
        }

        refuses(Map.of("case", inCase, "targets", targets), "2000");
    }

    @Test
    void letsAnInvitedPersonInAlsoWhenItsFirstRequestWasRefused() {
        String matter = as("legal1")
                .body(Map.of("name", "Invited", "members", List.of("investigator1")))
                .post("/matters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as("legal1").post("/matters/" + matter + "/seal").then().statusCode(200);
        as("investigator1").get("/matters/" + UUID.randomUUID()).then().statusCode(404);

        as("investigator1").get("/matters/" + matter).then().statusCode(200).body("invited", equalTo(List.of()));
    }

    @Test
    void addsARegistrarOnceWhenManyAddItAtTheSameTime() throws Exception {
        String ianaId = Integer.toString(70000 + ThreadLocalRandom.current().nextInt(9000));
        Map<String, Object> wanted = Map.of("ianaId", ianaId, "name", "Registrar " + ianaId);
        as("admin1").get("/registrars").then().statusCode(200);
        Callable<Integer> add =
                () -> as("admin1").body(wanted).post("/registrars").statusCode();
        ExecutorService many = Executors.newFixedThreadPool(8);
        List<Integer> answers = new ArrayList<>();
        try {
            for (Future<Integer> answer : many.invokeAll(Collections.nCopies(8, add))) {
                answers.add(answer.get());
            }
        } finally {
            many.shutdown();
        }

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void hidesASealedMatterAndAllBeneathItFromEverybodyElse() {
        String matter = as("legal1")
                .body(Map.of("name", "Sealed", "members", List.of()))
                .post("/matters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String inCase = openCase(matter);
        String order = draft(inCase, hold(unregisteredName()));
        as("legal2").get("/orders/" + order).then().statusCode(200);

        as("legal1").post("/matters/" + matter + "/seal").then().statusCode(200).body("sealed", equalTo(true));

        for (String path : List.of(
                "/matters/" + matter,
                "/cases/" + inCase,
                "/orders/" + order,
                "/orders/" + order + "/schedule",
                "/orders/" + order + "/notices",
                "/orders/" + order + "/observations",
                "/orders/" + order + "/undo")) {
            as("legal2").get(path).then().statusCode(404);
            as("legal1").get(path).then().statusCode(200);
        }
        act("legal2", order, "approvals", null).then().statusCode(404);
        as("legal2").body(Map.of("case", inCase)).post("/orders").then().statusCode(404);
        as("legal2").get("/matters?limit=500").then().body("items.id", not(hasItem(matter)));
        as("legal2").get("/orders?limit=500").then().body("items.id", not(hasItem(order)));
        as("legal2").get("/tasks").then().body("items.order", not(hasItem(order)));
        as("legal1").post("/matters/" + matter + "/unseal").then().statusCode(200);
        as("legal2").get("/orders/" + order).then().statusCode(200);
    }

    @Test
    void tellsTheOtherServicesWhoMaySeeAMatter() {
        String matter = matter();

        as("legal1").post("/matters/" + matter + "/seal").then().statusCode(200);

        List<MatterAccessChanged> told = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config("kafka.bootstrap.servers"),
                        ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(config("trapline.topics.prefix") + Topics.MATTERS));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(r -> {
                    if (r.key().equals(matter)) {
                        told.add(EventCodec.read(r.value(), MatterAccessChanged.class)
                                .data());
                    }
                });
                assertThat(told).hasSize(2);
            });
        }
        assertThat(told).extracting(MatterAccessChanged::sealed).containsExactly(false, true);
        assertThat(told.get(1).version()).isGreaterThan(told.get(0).version());
        assertThat(told.get(0).members()).isNotEmpty();
    }

    @Test
    void filesOnlyWithOperatorsWhoseLatestReviewAcceptedThemInWhateverOrderReviewsCome() {
        UUID accepted = UUID.randomUUID();
        UUID rejected = UUID.randomUUID();
        Instant now = Instant.now();
        Event<OperatorReviewed> newer = review(accepted, 3, Verdict.ACCEPTED, now);
        send(Topics.OPERATORS, newer, review(accepted, 2, Verdict.REJECTED, now.minusSeconds(60)), newer);
        send(
                Topics.OPERATORS,
                review(rejected, 2, Verdict.REJECTED, now),
                review(rejected, 1, Verdict.ACCEPTED, now.plusSeconds(1)));
        String inCase = openCase(matter());
        String good = draft(inCase, List.of(accepted), hold(unregisteredName()));
        String bad = draft(inCase, List.of(rejected), hold(unregisteredName()));
        approve("legal2", good).then().statusCode(200);
        approve("legal2", bad).then().statusCode(200);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> act("legal1", good, "filing", null)
                .then()
                .statusCode(200)
                .body("frozen.operators[0].revision", equalTo(3)));
        act("legal1", bad, "filing", null)
                .then()
                .statusCode(422)
                .body("operators", equalTo(List.of(rejected.toString())));
    }

    @Test
    void saysOfAnOrderThatAnExhibitItRestsOnIsBlockedAndAsksLegalToLookAtIt() {
        String name = unregisteredName();
        String matter = as("legal1")
                .body(Map.of("name", "Of legal1 alone, once it is sealed", "members", List.of()))
                .post("/matters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String order = draft(openCase(matter), hold(name), hold(unregisteredName()));
        approve("legal2", order).then().statusCode(200);
        act("legal1", order, "filing", null).then().statusCode(200).body("blocked", equalTo(List.of()));
        String other = filed(hold(unregisteredName()));
        Event<ExhibitBlocked> blocked = blocked(exhibit("mail for " + name));

        send(Topics.EXHIBITS, blocked, blocked);

        Map<String, String> told =
                Map.of("exhibit", blocked.subject(), "blockedAt", blocked.time().toString());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(blockedOf(order)).containsExactly(told));
        as("legal1")
                .get("/orders?limit=500")
                .then()
                .body("items.find { it.id == '" + order + "' }.blocked", equalTo(List.of(told)))
                .body("items.find { it.id == '" + other + "' }.blocked", equalTo(List.of()));
        assertThat(ordersToLookAt("legal2")).contains(order).doesNotContain(other);
        as("legal1").post("/matters/" + matter + "/seal").then().statusCode(200);
        assertThat(ordersToLookAt("legal2")).doesNotContain(order);
        assertThat(ordersToLookAt("legal1")).contains(order);
        act("legal1", order, "denial", Map.of("reason", "nothing to rest on"))
                .then()
                .statusCode(200);
        assertThat(ordersToLookAt("legal1")).doesNotContain(order);
    }

    @Test
    void refusesToFileAnOrderThatRestsOnABlockedExhibitAndNamesIt() {
        String name = unregisteredName();
        String order = draft(openCase(matter()), hold(name), hold(unregisteredName()));
        approve("legal2", order).then().statusCode(200);
        Event<ExhibitBlocked> blocked = blocked(exhibit("mail for " + name));
        send(Topics.EXHIBITS, blocked);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(blockedOf(order)).hasSize(1));

        act("legal1", order, "filing", null)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", containsString("exhibit-blocked"))
                .body("exhibits.exhibit", equalTo(List.of(blocked.subject())));

        as("legal1").get("/orders/" + order).then().body("state", equalTo("APPROVED"));
    }

    private static List<Map<String, String>> blockedOf(String order) {
        return as("legal1").get("/orders/" + order).path("blocked");
    }

    private static List<String> ordersToLookAt(String user) {
        return as(user).get("/tasks")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.kind == 'LOOK_AT_BLOCKED_EXHIBITS' }.order");
    }

    private static Event<ExhibitBlocked> blocked(UUID exhibit) {
        Instant at = Instant.parse("2026-05-03T10:15:30.123456Z");
        return Event.of("/evidence", exhibit.toString(), at, new ExhibitBlocked(exhibit, 7, at));
    }

    private static Event<OperatorReviewed> review(UUID operator, int revision, Verdict verdict, Instant at) {
        return Event.of(
                "/attribution",
                operator.toString(),
                at,
                new OperatorReviewed(operator, revision, "b".repeat(64), verdict, List.of("a.example")));
    }

    private static void send(String topic, Event<?>... events) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", config("kafka.bootstrap.servers")),
                new StringSerializer(),
                new StringSerializer())) {
            for (Event<?> event : events) {
                producer.send(new ProducerRecord<>(
                        config("trapline.topics.prefix") + topic, event.subject(), EventCodec.write(event)));
            }
        }
    }
}
