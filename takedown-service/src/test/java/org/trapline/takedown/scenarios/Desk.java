package org.trapline.takedown.scenarios;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.trapline.platform.Keycloak;
import org.trapline.platform.TestPlatform;
import org.trapline.takedown.evidence.Exhibits;

/** What people do, in few words: over HTTP, with real tokens. */
public final class Desk {

    private static final Keycloak KEYCLOAK = TestPlatform.attach().keycloak();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger(1000);

    private Desk() {}

    public static RequestSpecification as(String user) {
        return given().auth()
                .oauth2(TOKENS.computeIfAbsent(user, KEYCLOAK::token))
                .contentType(ContentType.JSON)
                .basePath("/api/takedown");
    }

    public static RequestSpecification anybody() {
        return given().contentType(ContentType.JSON).basePath("");
    }

    // --- The world outside

    public static String anyRegistrar(String behaviour) {
        String ianaId = newIanaId();
        registrar(ianaId, behaviour);
        return ianaId;
    }

    public static String newIanaId() {
        return Integer.toString(NEXT.incrementAndGet());
    }

    public static void registrar(String ianaId, String behaviour) {
        registrar(ianaId, behaviour, "abuse@r" + ianaId + ".example");
    }

    public static void registrar(String ianaId, String behaviour, String abuseEmail) {
        simulator(
                "POST",
                "/registrars",
                Map.of(
                        "ianaId",
                        ianaId,
                        "name",
                        "Registrar " + ianaId,
                        "country",
                        "FR",
                        "abuseEmail",
                        abuseEmail,
                        "behaviour",
                        behaviour));
    }

    public static String domainAt(String registrar) {
        return domain(registrar, Map.of());
    }

    public static String domain(String registrar, Map<String, Object> more) {
        String name = "site" + NEXT.incrementAndGet() + ".example";
        Map<String, Object> domain = new HashMap<>(Map.of(
                "name",
                name,
                "registrarIanaId",
                registrar,
                "nameservers",
                List.of("ns1.host.example", "ns2.host.example"),
                "address",
                "127.0.0.1"));
        domain.putAll(more);
        simulator("POST", "/domains", List.of(domain));
        return name;
    }

    public static String unregisteredName() {
        return "nobody" + NEXT.incrementAndGet() + ".example";
    }

    public static Response simulator(String method, String path, Object body) {
        RequestSpecification request = given().contentType(ContentType.JSON).basePath("");
        if (body != null) {
            request.body(body);
        }
        Response response = request.request(method, config("test.simulator") + path);
        if (response.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + response.asString());
        }
        return response;
    }

    public static List<Map<String, Object>> mailTo(String registrar) {
        List<Map<String, Object>> mail =
                simulator("GET", "/mail", null).jsonPath().getList("$");
        return mail.stream()
                .filter(m -> registrar.equals(m.get("registrarIanaId")))
                .toList();
    }

    public static void evidenceOutage(boolean on) {
        given().basePath("")
                .post(config("trapline.evidence.url") + "/outage/" + (on ? "on" : "off"))
                .then()
                .statusCode(204);
    }

    public static UUID exhibit(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return given().basePath("")
                .auth()
                .oauth2("any")
                .contentType("application/octet-stream")
                .body(bytes)
                .put(config("trapline.evidence.url") + "/api/evidence/exhibits/by-hash/" + Exhibits.sha256(bytes))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getUUID("id");
    }

    public static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    // --- The course of an order

    public static Map<String, Object> hold(String name) {
        return Map.of(
                "kind", "DOMAIN",
                "value", name,
                "action", "HOLD",
                "reasons", "advertised in trap mail",
                "exhibits", List.of(exhibit("mail for " + name)));
    }

    public static Map<String, Object> company(String name) {
        return Map.of(
                "kind", "COMPANY", "value", name, "action", "ANSWER", "reasons", "sells there", "agent", "PO box 1");
    }

    public static String matter() {
        return as("legal1")
                .body(Map.of("name", "Matter", "members", List.of("legal2")))
                .post("/matters")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static String openCase(String matter) {
        return as("legal1")
                .body(Map.of(
                        "matter", matter,
                        "title", "Commonwealth v. Example",
                        "court",
                                Map.of(
                                        "name",
                                        "Superior Court of Example",
                                        "level",
                                        "superior",
                                        "state",
                                        "EX",
                                        "division",
                                        "civil"),
                        "counts", List.of(Map.of("statute", "15 USC", "section", "7704(a)(1)")),
                        "parties", List.of(Map.of("kind", "COMPANY", "name", "Example Ltd."))))
                .post("/cases")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static String draft(String inCase, Map<String, Object>... targets) {
        return draft(inCase, List.of(), targets);
    }

    @SafeVarargs
    public static String draft(String inCase, List<UUID> operators, Map<String, Object>... targets) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> order = new HashMap<>();
        order.put("case", inCase);
        order.put("type", "TRO");
        order.put("legalBasis", List.of("15 USC 7704(a)(1)"));
        order.put(
                "attorney",
                Map.of(
                        "name",
                        "A. Attorney",
                        "barNumber",
                        "42",
                        "office",
                        "Office",
                        "phone",
                        "+1 555",
                        "email",
                        "a@office.example"));
        order.put("technicalContact", "noc@office.example");
        order.put("reportTo", "reports@office.example");
        order.put("redress", "motion to the court within ten days");
        order.put("effectiveAt", now.toString());
        order.put("completeBy", now.plus(1, ChronoUnit.DAYS).toString());
        order.put("expiresAt", now.plus(10, ChronoUnit.DAYS).toString());
        order.put("operators", operators);
        order.put("targets", List.of(targets));
        return as("legal1")
                .body(order)
                .post("/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static String filed(Map<String, Object>... targets) {
        String order = draft(openCase(matter()), targets);
        approve("legal2", order).then().statusCode(200);
        act("legal1", order, "filing", Map.of("filedAt", Instant.now().toString()))
                .then()
                .statusCode(200);
        return order;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static String served(Map<String, Object>... targets) {
        String order = filed(targets);
        enter(order, Stream.of(targets).map(t -> (String) t.get("value")).toList())
                .then()
                .statusCode(200);
        act("legal1", order, "service", null).then().statusCode(200);
        return order;
    }

    public static Response enter(String order, List<String> names) {
        return act(
                "legal1",
                order,
                "entry",
                Map.of(
                        "docket",
                        "26-0001",
                        "judge",
                        "J. Judge",
                        "enteredAt",
                        Instant.now().toString(),
                        "certifiedCopy",
                        Map.of("sha256", "a".repeat(64), "pages", 3),
                        "names",
                        names));
    }

    /** Reads the order and approves what was read. */
    public static Response approve(String user, String order) {
        String read = as(user).get("/orders/" + order).getHeader("ETag");
        return as(user).header("If-Match", read).post("/orders/" + order + "/approvals");
    }

    public static Response act(String user, String order, String act, Object body) {
        RequestSpecification request = as(user);
        if (body != null) {
            request.body(body);
        }
        return request.post("/orders/" + order + "/" + act);
    }

    // --- What became of it

    public static List<Map<String, Object>> list(String order, String what) {
        return as("legal1")
                .get("/orders/" + order + "/" + what)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> line(String order, String value) {
        return list(order, "schedule").stream()
                .filter(line -> value.equals(((Map<String, Object>) line.get("target")).get("value")))
                .findFirst()
                .orElseThrow();
    }

    public static String state(String order, String value) {
        return (String) line(order, value).get("state");
    }
}
