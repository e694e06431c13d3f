package org.trapline.attribution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.trapline.attribution.scenarios.World.as;
import static org.trapline.attribution.scenarios.World.asService;
import static org.trapline.attribution.scenarios.World.blocked;
import static org.trapline.attribution.scenarios.World.claim;
import static org.trapline.attribution.scenarios.World.enter;
import static org.trapline.attribution.scenarios.World.openMatter;
import static org.trapline.attribution.scenarios.World.party;
import static org.trapline.attribution.scenarios.World.read;
import static org.trapline.attribution.scenarios.World.sealedMatter;
import static org.trapline.attribution.scenarios.World.send;
import static org.trapline.attribution.scenarios.World.soon;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trapline.attribution.scenarios.Surroundings;
import org.trapline.events.Topics;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OperatorsTest {

    @Test
    void twoCompaniesWithOneBoxBecomeAnOperatorThatKeepsItsIdAndIsReviewedRevisionByRevision() {
        UUID matter = openMatter();
        String north = party(matter, "COMPANY", "North Ltd");
        String south = party(matter, "COMPANY", "South Ltd");
        enter(claim(matter, Map.of("party", north), "USES_PO_BOX", Map.of("value", "PO Box 77"), "north 2004"));
        enter(claim(matter, Map.of("party", south), "USES_PO_BOX", Map.of("value", "P.O. Box 77"), "south 2004"));
        soon().untilAsserted(() -> operators(matter)
                .body("items", hasSize(1))
                .body("items[0].parties.name", containsInAnyOrder("North Ltd", "South Ltd"))
                .body("items[0].reviewed", nullValue()));
        JsonPath first = operators(matter).extract().jsonPath();
        String id = first.getString("items[0].id");
        int revision = first.getInt("items[0].revision");

        review(id, revision, "ACCEPTED").statusCode(201).body("by", equalTo("legal1"));
        operators(matter).body("items[0].reviewed", equalTo("ACCEPTED"));
        enter(claim(matter, Map.of("party", south), "OPERATES", Map.of("site", "www.pills.example"), "account 9"));

        soon().untilAsserted(() -> operators(matter)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id))
                .body("items[0].sites", equalTo(List.of("pills.example")))
                .body("items[0].reviewed", nullValue()));
        review(id, revision, "ACCEPTED").statusCode(409).body("state", equalTo("REVISED"));
        soon().untilAsserted(() -> assertThat(
                        read(Topics.OPERATORS).stream().filter(r -> r.key().equals(id)))
                .extracting(r -> JsonPath.from(r.value()).getString("type"))
                .contains("OperatorRevised", "OperatorReviewed"));
    }

    @Test
    void tellsWhichOfTheExhibitsItRestsOnAreBlockedAndLeavesTheExplanationAsItIs() {
        UUID matter = openMatter();
        UUID exhibit = UUID.randomUUID();
        for (String name : List.of("East Ltd", "West Ltd")) {
            Map<String, Object> claim = new HashMap<>(claim(
                    matter,
                    Map.of("party", party(matter, "COMPANY", name)),
                    "USES_PO_BOX",
                    Map.of("value", "PO Box 78"),
                    name));
            claim.put("source", Map.of("kind", "FILING", "reference", name, "exhibit", exhibit));
            enter(claim);
        }
        soon().untilAsserted(
                        () -> operators(matter).body("items", hasSize(1)).body("items[0].blockedExhibits", hasSize(0)));
        String sha256 = operators(matter).extract().path("items[0].explanationSha256");

        send(Topics.EXHIBITS, blocked(exhibit, 5));

        soon().untilAsserted(() -> operators(matter)
                .body("items[0].blockedExhibits", equalTo(List.of(exhibit.toString())))
                .body("items[0].explanationSha256", equalTo(sha256)));
    }

    @Test
    void theExplanationHashesToItsSha256() throws Exception {
        String id = operator(openMatter());

        String json = as("legal1")
                .get("/operators/" + id + "/explanation")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        String sha256 = JsonPath.from(json).getString("sha256");
        String document = json.replace(",\"sha256\":\"" + sha256 + "\"", "");
        assertThat(HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(sha256);
        as("legal1").get("/operators/" + id).then().body("explanationSha256", equalTo(sha256));
        as("legal1")
                .get("/operators/" + id + "/explanation?revision=999")
                .then()
                .statusCode(404);
    }

    @Test
    void theGraphComesAsJsonOrDotAndAsNothingElse() {
        String id = operator(openMatter());

        as("investigator1")
                .accept("application/json")
                .get("/operators/" + id + "/graph")
                .then()
                .statusCode(200)
                .body("nodes", hasSize(2))
                .body("edges[0].kind", equalTo("PO_BOX"));
        as("investigator1")
                .accept("text/vnd.graphviz")
                .get("/operators/" + id + "/graph")
                .then()
                .statusCode(200)
                .body(containsString("graph operator {"));
        as("investigator1")
                .accept("image/png")
                .get("/operators/" + id + "/graph")
                .then()
                .statusCode(406);
    }

    @Test
    void aSealedMatterDoesNotExistForOthers() {
        UUID matter = sealedMatter("investigator1");
        String id = operator(matter);

        as("legal1").get("/operators?matter=" + matter).then().statusCode(404);
        as("legal1").get("/operators/" + id).then().statusCode(404);
        as("legal1").get("/operators/" + id + "/explanation").then().statusCode(404);
        as("legal1").get("/parties?matter=" + matter).then().statusCode(404);
        assertThat(as("legal1")
                        .get("/operators?limit=500")
                        .then()
                        .extract()
                        .jsonPath()
                        .getList("items.id"))
                .doesNotContain(id);
        as("investigator1").get("/operators/" + id).then().statusCode(200);
        asService().get("/operators/" + id).then().statusCode(200);
    }

    @Test
    void anUnknownMatterIsTreatedAsSealed() {
        as("investigator1")
                .body(Map.of("matter", UUID.randomUUID(), "kind", "COMPANY", "name", "Nobody Ltd"))
                .post("/parties")
                .then()
                .statusCode(404);
    }

    @Test
    void onlyTheContractsRolesMayCall() {
        given().get("/api/attribution/operators").then().statusCode(401);
        given().auth()
                .oauth2("not.a.token")
                .get("/api/attribution/operators")
                .then()
                .statusCode(401);
        as("registrar1").get("/operators").then().statusCode(403);
        as("admin1").get("/operators").then().statusCode(403);
        as("legal1").body("{}").post("/parties").then().statusCode(403);
        as("legal1").body("{}").post("/lookups").then().statusCode(403);
    }

    @Test
    void aRepeatedRequestWithItsKeyCreatesOnce() {
        UUID matter = openMatter();
        Map<String, Object> wish = Map.of("matter", matter, "kind", "COMPANY", "name", "Once Ltd");

        String one = as("investigator1")
                .header("Idempotency-Key", matter)
                .body(wish)
                .post("/parties")
                .then()
                .extract()
                .path("id");
        String two = as("investigator1")
                .header("Idempotency-Key", matter)
                .body(wish)
                .post("/parties")
                .then()
                .extract()
                .path("id");

        assertThat(two).isEqualTo(one);
        as("investigator1")
                .header("Idempotency-Key", matter)
                .body(Map.of("matter", matter, "kind", "COMPANY", "name", "Other Ltd"))
                .post("/parties")
                .then()
                .statusCode(422);
    }

    @Test
    void claimsThatSayNothingDefiniteAreRefusedAndConflictingOnesKept() {
        UUID matter = openMatter();
        String north = party(matter, "COMPANY", "North Ltd");
        String south = party(matter, "COMPANY", "South Ltd");

        refused(claim(matter, Map.of(), "OPERATES", Map.of("site", "a.example"), "x"));
        refused(claim(matter, Map.of("party", north), "OPERATES", Map.of("value", "a"), "x"));
        refused(claim(matter, Map.of("party", north), "DIRECTS", Map.of("party", north), "x"));
        refused(claim(matter, Map.of("party", north), "USES_PHONE", Map.of("value", "none"), "x"));
        refused(claim(matter, Map.of("party", north), "OPERATES", Map.of("site", "com"), "x"));
        as("investigator1")
                .body(claim(
                        matter, Map.of("party", UUID.randomUUID().toString()), "DIRECTS", Map.of("party", north), "x"))
                .post("/claims")
                .then()
                .statusCode(404);
        enter(claim(matter, Map.of("party", north), "OPERATES", Map.of("site", "both.example"), "one"));
        enter(claim(matter, Map.of("party", south), "OPERATES", Map.of("site", "both.example"), "other"));
        as("investigator1")
                .get("/claims?matter=" + matter)
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
        as("investigator1")
                .get("/sites/both.example?matter=" + matter)
                .then()
                .statusCode(200)
                .body("claims", hasSize(2))
                .body("exhibits", equalTo(0));
    }

    private static String operator(UUID matter) {
        String north = party(matter, "COMPANY", "North Ltd");
        String south = party(matter, "COMPANY", "South Ltd");
        enter(claim(matter, Map.of("party", north), "USES_PO_BOX", Map.of("value", "PO Box 77"), "north 2004"));
        enter(claim(matter, Map.of("party", south), "USES_PO_BOX", Map.of("value", "PO Box 77"), "south 2004"));
        soon().untilAsserted(() -> operators(matter).body("items", hasSize(1)));
        return operators(matter).extract().path("items[0].id");
    }

    private static ValidatableResponse operators(UUID matter) {
        return as("investigator1").get("/operators?matter=" + matter).then().statusCode(200);
    }

    private static ValidatableResponse review(String id, int revision, String verdict) {
        return as("legal1")
                .body(Map.of("revision", revision, "verdict", verdict, "reason", "read it"))
                .post("/operators/" + id + "/review")
                .then();
    }

    private static void refused(Map<String, Object> claim) {
        as("investigator1").body(claim).post("/claims").then().statusCode(400);
    }
}
