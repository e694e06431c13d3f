package org.trapline.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.trapline.takedown.scenarios.Desk.act;
import static org.trapline.takedown.scenarios.Desk.anyRegistrar;
import static org.trapline.takedown.scenarios.Desk.anybody;
import static org.trapline.takedown.scenarios.Desk.as;
import static org.trapline.takedown.scenarios.Desk.company;
import static org.trapline.takedown.scenarios.Desk.domain;
import static org.trapline.takedown.scenarios.Desk.domainAt;
import static org.trapline.takedown.scenarios.Desk.enter;
import static org.trapline.takedown.scenarios.Desk.filed;
import static org.trapline.takedown.scenarios.Desk.hold;
import static org.trapline.takedown.scenarios.Desk.line;
import static org.trapline.takedown.scenarios.Desk.list;
import static org.trapline.takedown.scenarios.Desk.mailTo;
import static org.trapline.takedown.scenarios.Desk.newIanaId;
import static org.trapline.takedown.scenarios.Desk.registrar;
import static org.trapline.takedown.scenarios.Desk.served;
import static org.trapline.takedown.scenarios.Desk.simulator;
import static org.trapline.takedown.scenarios.Desk.state;
import static org.trapline.takedown.scenarios.Desk.unregisteredName;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.trapline.takedown.scenarios.TakedownWorld;

@QuarkusTest
@QuarkusTestResource(TakedownWorld.class)
class ServiceOfOrdersTest {

    @Inject
    AgroalDataSource database;

    @Test
    void anOrderGoesItsWholeCourseUntilEachNameIsSeenDown() {
        String first = anyRegistrar("COMPLY");
        String second = anyRegistrar("COMPLY");
        String a = domainAt(first);
        String b = domainAt(first);
        String c = domainAt(second);

        String order = served(hold(a), hold(b), hold(c), company("Example Ltd."));

        for (String name : List.of(a, b, c)) {
            soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("DOWN"));
        }
        assertThat(state(order, "Example Ltd.")).isEqualTo("AWAITING_RETURN");
        List<Map<String, Object>> notices = list(order, "notices");
        assertThat(notices).hasSize(2).allSatisfy(notice -> {
            assertThat(notice).containsEntry("state", "ACKNOWLEDGED");
            assertThat((String) notice.get("proof")).startsWith("250");
        });
        assertThat(mailTo(first)).hasSize(1);
        assertThat(list(order, "observations")).anySatisfy(seen -> {
            assertThat(seen).containsEntry("target", a).containsEntry("verdict", "HELD");
            assertThat(seen.get("exhibit")).isNotNull();
        });
        Map<String, Object> undo = list(order, "undo").get(0);
        assertThat(undo.get("remove"))
                .hasFieldOrPropertyWithValue(
                        "statuses",
                        List.of(
                                "client delete prohibited",
                                "client hold",
                                "client transfer prohibited",
                                "client update prohibited"));
        int company = (Integer) line(order, "Example Ltd.").get("line");
        as("legal1")
                .body(Map.of("method", "SHERIFF", "servedAt", Instant.now().toString(), "servedBy", "a deputy"))
                .post("/orders/" + order + "/schedule/" + company + "/return")
                .then()
                .statusCode(200)
                .body("state", equalTo("SERVED"));
    }

    @Test
    void aNameThatComesUpAgainResurfaces() {
        String name = domainAt(anyRegistrar("COMPLY"));
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("DOWN"));

        simulator("PATCH", "/domains/" + name, Map.of("status", List.of("active")));

        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("RESURFACED"));
        as("legal1")
                .get("/tasks")
                .then()
                .body("items.findAll { it.order == '" + order + "' }.kind", equalTo(List.of("LOOK_AT_RESURFACED")));
    }

    @Test
    void aNameThatTheCourtStruckIsNeverServed() {
        String registrar = anyRegistrar("SILENT");
        String kept = domainAt(registrar);
        String struck = domainAt(registrar);
        String order = filed(hold(kept), hold(struck));
        enter(order, List.of(kept.toUpperCase())).then().statusCode(200);

        act("legal1", order, "service", null).then().statusCode(200);

        soon().untilAsserted(() -> assertThat(state(order, kept)).isEqualTo("NOTICED"));
        assertThat(state(order, struck)).isEqualTo("DROPPED");
        assertThat(list(order, "notices")).singleElement().satisfies(notice -> assertThat(notice)
                .containsEntry("names", List.of(kept)));
        assertThat(rawMail(registrar)).doesNotContain(struck);
    }

    @Test
    void aNameWithoutARegistrarStaysUnservedAndSaysWhyAndTheOthersGoOut() {
        String nobodys = unregisteredName();
        String silentRegistrar = anyRegistrar("SILENT");
        String unreachable = domain(silentRegistrar, Map.of("noAbuse", true));
        String fine = domainAt(anyRegistrar("SILENT"));

        String order = served(hold(nobodys), hold(unreachable), hold(fine));

        soon().untilAsserted(() -> assertThat(state(order, fine)).isEqualTo("NOTICED"));
        assertThat(state(order, nobodys)).isEqualTo("UNSERVED");
        assertThat((String) line(order, nobodys).get("why")).contains("not registered");
        assertThat(state(order, unreachable)).isEqualTo("UNSERVED");
        assertThat((String) line(order, unreachable).get("why")).contains("no abuse contact");

        as("admin1")
                .body(Map.of(
                        "ianaId",
                        silentRegistrar,
                        "name",
                        "Silent",
                        "abuseContacts",
                        List.of("abuse@r" + silentRegistrar + ".example")))
                .post("/registrars")
                .then()
                .statusCode(201);
        soon().untilAsserted(() -> assertThat(state(order, unreachable)).isEqualTo("NOTICED"));
    }

    @Test
    void aBounceIsShownOnItsLineInTheServersWords() {
        String name = domainAt(anyRegistrar("BOUNCE"));

        String order = served(hold(name));

        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("BOUNCED"));
        assertThat((String) line(order, name).get("why")).startsWith("5");
        assertThat(list(order, "notices").get(0)).containsEntry("state", "BOUNCED");
    }

    @Test
    void aNoticeWithoutOneProperAddressBouncesAndSaysSo() {
        String registrar = newIanaId();
        registrar(registrar, "SILENT", "abuse..desk@r" + registrar + ".example");
        String name = domainAt(registrar);

        String order = served(hold(name));

        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("BOUNCED"));
        assertThat((String) line(order, name).get("why"))
                .isEqualTo("not a mail address: abuse..desk@r" + registrar + ".example");
    }

    @Test
    void aNoticeThatIsNotTakenForLongIsATaskWhileItIsTriedOn() throws SQLException {
        String name = domainAt(anyRegistrar("SILENT"));
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));

        // What hours of "not now" leave behind.
        sql(
                "update schedule_line set state = 'PENDING', why = '451 try later', version = version + 1 where order_id = '"
                        + order + "'");

        as("legal1")
                .get("/tasks")
                .then()
                .body("items.findAll { it.order == '" + order + "' }.kind", equalTo(List.of("FIND_CONTACT")))
                .body("items.find { it.order == '" + order + "' }.why", equalTo("451 try later"));
    }

    @Test
    void aRegistrarThatClaimsTheEffectWithoutHavingDoneItDoesNotMakeANameDown() {
        String registrar = anyRegistrar("SILENT");
        String name = domainAt(registrar);
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));

        anybody()
                .body(Map.of("names", List.of(name)))
                .post(link(registrar) + "/effect")
                .then()
                .statusCode(200);

        long looks = looks(order);
        soon().untilAsserted(() -> assertThat(looks(order)).isGreaterThan(looks + 4));
        assertThat(state(order, name)).isEqualTo("EFFECT_CLAIMED");
        assertThat(list(order, "observations")).singleElement().satisfies(seen -> assertThat(seen)
                .containsEntry("verdict", "UP"));
    }

    @Test
    void aSecondAcknowledgementChangesNothing() {
        String registrar = anyRegistrar("SILENT");
        String name = domainAt(registrar);
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));
        String link = link(registrar);
        String first = anybody()
                .body(Map.of("reference", "T-1"))
                .post(link + "/acknowledgement")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        String second = anybody()
                .body(Map.of("reference", "T-2"))
                .post(link + "/acknowledgement")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(second).isEqualTo(first).contains("T-1");
        assertThat(state(order, name)).isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void anAnswerWaitsWhileADeliveryIsNoted() throws Exception {
        registrar("9901", "SILENT");
        String name = domainAt("9901");
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));
        String notice = noticeTo(order, "9901");
        try (Connection delivery = database.getConnection();
                Statement noting = delivery.createStatement()) {
            delivery.setAutoCommit(false);
            noting.executeUpdate("update notice set version = version + 1 where id = '" + notice + "'");

            CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() ->
                    as("registrar1").body(Map.of("reference", "T-1")).post("/notices/" + notice + "/acknowledgement"));
            soon().until(() -> answer.isDone() || somebodyWaitsFor(noting));
            delivery.commit();

            answer.get(30, TimeUnit.SECONDS).then().statusCode(200).body("acknowledgement.reference", equalTo("T-1"));
        }
    }

    private boolean somebodyWaitsFor(Statement holder) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity where " + pid(holder)
                        + " = any (pg_blocking_pids(pid))")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private static int pid(Statement of) throws SQLException {
        try (ResultSet row = of.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aRegistrarSeesItsOwnNoticesOnly() {
        registrar("9901", "SILENT");
        registrar("9902", "SILENT");
        String order = served(hold(domainAt("9901")), hold(domainAt("9902")));
        soon().untilAsserted(() -> assertThat(list(order, "notices")).hasSize(2));
        String mine = noticeTo(order, "9901");
        String others = noticeTo(order, "9902");

        as("registrar1").get("/notices/" + mine).then().statusCode(200).body("registrar", equalTo("9901"));
        as("registrar1")
                .get("/notices/" + mine + "/document")
                .then()
                .statusCode(200)
                .body(containsString("SPECIMEN - NOT A COURT DOCUMENT"));
        as("registrar1")
                .get("/notices")
                .then()
                .statusCode(200)
                .body("items.registrar.unique()", equalTo(List.of("9901")));
        as("registrar1").get("/notices/" + others).then().statusCode(404);
        as("registrar1")
                .body(Map.of())
                .post("/notices/" + others + "/acknowledgement")
                .then()
                .statusCode(404);
        as("registrar1").get("/orders/" + order).then().statusCode(403);
        anybody().get("/api/takedown/n/" + "A".repeat(32)).then().statusCode(404);
        anybody().get("/api/takedown/notices").then().statusCode(401);
    }

    @Test
    void anObjectionIsShownOnItsLines() {
        String name = domainAt(anyRegistrar("REFUSE"));

        String order = served(hold(name));

        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("OBJECTED"));
        assertThat((String) line(order, name).get("why")).contains("own country");
    }

    @Test
    void aSecondObjectionStandsBesideTheFirst() throws SQLException {
        String registrar = anyRegistrar("SILENT");
        String name = domainAt(registrar);
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));
        String link = link(registrar);

        for (String reason : List.of("no such customer", "not our court", "not our court")) {
            anybody()
                    .body(Map.of("reason", reason))
                    .post(link + "/objection")
                    .then()
                    .statusCode(200);
        }

        anybody()
                .get(link)
                .then()
                .body("objections.reason", equalTo(List.of("no such customer", "not our court")))
                .body("objections.by", equalTo(List.of("capability", "capability")));
        assertThat(line(order, name)).containsEntry("why", "not our court");
        assertThatThrownBy(() -> sql("delete from notice_answer")).hasMessageContaining("append-only");
    }

    @Test
    void aCrashBetweenTheMailAndItsRecordRepeatsTheSameMessage() throws SQLException {
        String registrar = anyRegistrar("SILENT");
        String name = domainAt(registrar);
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));
        String notice = noticeTo(order, registrar);
        String oldLink = link(registrar);

        // What a crash leaves behind: the mail is out, its outcome is not written, the job's lease has run out.
        sql("update notice set delivery = 'QUEUED', sent_at = null, proof = null where id = '" + notice + "'");
        sql("insert into job (kind, subject, due, attempts, owner, leased_until) values ('send', '" + notice
                + "', now() - interval '1 minute', 1, '" + UUID.randomUUID() + "', now() - interval '1 second')");

        soon().untilAsserted(() -> assertThat(mailTo(registrar)).hasSize(2));
        soon().untilAsserted(() -> assertThat(list(order, "notices"))
                .singleElement()
                .satisfies(n -> assertThat(n).containsEntry("state", "SENT").containsEntry("attempts", 2)));
        assertThat(mailTo(registrar).stream()
                        .map(m -> header(raw(m), "Message-ID"))
                        .distinct())
                .singleElement()
                .satisfies(id -> assertThat(id).contains(notice));
        anybody().get(oldLink).then().statusCode(200).body("id", equalTo(notice));
    }

    @Test
    void nothingIsSentOrClaimedAfterTheOrderIsVacated() {
        String registrar = anyRegistrar("SILENT");
        String name = domainAt(registrar);
        String order = served(hold(name));
        soon().untilAsserted(() -> assertThat(state(order, name)).isEqualTo("NOTICED"));

        act("legal1", order, "vacatur", Map.of("reason", "moot"))
                .then()
                .statusCode(200)
                .body("state", equalTo("VACATED"));

        anybody()
                .body(Map.of("names", List.of(name)))
                .post(link(registrar) + "/effect")
                .then()
                .statusCode(409)
                .body("state", equalTo("VACATED"));
        anybody()
                .body(Map.of("reference", "T-1"))
                .post(link(registrar) + "/acknowledgement")
                .then()
                .statusCode(200)
                .body("acknowledgement.reference", equalTo("T-1"));
        assertThat(state(order, name)).isEqualTo("NOTICED");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }

    private static String noticeTo(String order, String registrar) {
        return (String) list(order, "notices").stream()
                .filter(n -> registrar.equals(n.get("registrar")))
                .findFirst()
                .orElseThrow()
                .get("id");
    }

    private static long looks(String order) {
        return list(order, "observations").stream()
                .mapToLong(o -> ((Number) o.get("looks")).longValue())
                .sum();
    }

    private static String rawMail(String registrar) {
        return raw(mailTo(registrar).get(0));
    }

    private static String raw(Map<String, Object> mail) {
        return simulator("GET", "/mail/" + mail.get("id"), null).asString();
    }

    private static String link(String registrar) {
        Matcher link = Pattern.compile("http://\\S+/api/takedown/n/\\S+").matcher(rawMail(registrar));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static String header(String raw, String name) {
        return raw.lines().filter(l -> l.startsWith(name + ":")).findFirst().orElseThrow();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }
}
