package org.trapline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.trapline.attribution.scenarios.World.as;
import static org.trapline.attribution.scenarios.World.deposited;
import static org.trapline.attribution.scenarios.World.evidence;
import static org.trapline.attribution.scenarios.World.openMatter;
import static org.trapline.attribution.scenarios.World.simulator;
import static org.trapline.attribution.scenarios.World.soon;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.attribution.scenarios.Surroundings;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LookupsTest {

    @BeforeEach
    void aRegistryWithTwoRegistrars() {
        registrar("9901", false);
        registrar("9909", true);
        domain("one.example", "9901");
        domain("two.example", "9901");
        domain("limited.example", "9909");
    }

    @AfterEach
    void evidenceIsUp() {
        evidence("up");
    }

    @Test
    void nothingGoesOutUntilAPersonSwitchesItOnWithAReason() {
        UUID matter = openMatter();

        request(matter, "one.example").statusCode(409).body("state", equalTo("OUTBOUND_OFF"));
        as("investigator1").get("/matters/" + matter + "/outbound").then().body("enabled", equalTo(false));
        as("investigator1")
                .body(Map.of("enabled", true, "reason", " "))
                .put("/matters/" + matter + "/outbound")
                .then()
                .statusCode(400);
    }

    @Test
    void answersBecomeExhibitsFactsClaimsAndAnOperator() {
        UUID matter = matterThatMayAsk();

        String lookup = request(matter, "www.one.example", "two.example")
                .statusCode(202)
                .body("jobs", equalTo(2))
                .extract()
                .path("id");

        finished(lookup)
                .body("done", equalTo(2))
                .body("failed", equalTo(0))
                .body("jobs.exhibit", hasItems(notNullValue()));
        ValidatableResponse site = as("investigator1")
                .get("/sites/one.example?matter=" + matter)
                .then()
                .statusCode(200)
                .body("registrar.ianaId", equalTo("9901"))
                .body("facts", hasSize(1))
                .body("facts[0].kind", equalTo("RDAP_DOMAIN"))
                .body("facts[0].data.replies", hasSize(2))
                .body("claims.predicate", hasItems("REGISTERED_BY", "USES_EMAIL", "USES_PO_BOX"));
        String sha256 = site.extract().path("facts[0].data.replies[0].sha256");
        assertThat(deposited(sha256)).contains("one.example");
        as("investigator1")
                .get("/sites?matter=" + matter)
                .then()
                .body("items.site", equalTo(List.of("one.example", "two.example")))
                .body("items.registrar.ianaId", equalTo(List.of("9901", "9901")));
        soon().untilAsserted(() -> as("investigator1")
                .get("/operators?matter=" + matter)
                .then()
                .body("items", hasSize(1))
                .body("items[0].sites", equalTo(List.of("one.example", "two.example"))));
    }

    @Test
    void notRegisteredAndNobodyToAskAreFactsOfTheirOwn() {
        UUID matter = matterThatMayAsk();

        String lookup = request(matter, "unregistered.example", "somewhere.invalid")
                .statusCode(202)
                .extract()
                .path("id");

        finished(lookup).body("done", equalTo(2));
        as("investigator1")
                .get("/sites/unregistered.example?matter=" + matter)
                .then()
                .body("facts[0].kind", equalTo("RDAP_NOT_FOUND"));
        as("investigator1")
                .get("/sites/somewhere.invalid?matter=" + matter)
                .then()
                .body("facts[0].kind", equalTo("RDAP_NO_SERVER"));
    }

    @Test
    void whileEvidenceIsDownNothingIsConcludedAndTheJobComesBack() {
        UUID matter = matterThatMayAsk();
        evidence("down");
        String lookup = request(matter, "one.example").statusCode(202).extract().path("id");
        soon().untilAsserted(() -> as("investigator1")
                .get("/lookups/" + lookup)
                .then()
                .body("pending", equalTo(1))
                .body("jobs[0].error", notNullValue()));
        as("investigator1").get("/sites/one.example?matter=" + matter).then().statusCode(404);

        evidence("up");

        finished(lookup).body("done", equalTo(1));
    }

    @Test
    void aRegistrarThatLimitsUsIsAskedAgainAndThenNamedAsUnavailable() {
        UUID matter = matterThatMayAsk();

        String lookup =
                request(matter, "limited.example").statusCode(202).extract().path("id");

        finished(lookup).body("done", equalTo(1)).body("jobs[0].attempts", equalTo(2));
        as("investigator1")
                .get("/sites/limited.example?matter=" + matter)
                .then()
                .body("facts[0].data.registrarUnavailable", notNullValue());
    }

    @Test
    void aTextWithACharacterThatNoDatabaseKeepsIsRefusedByTheNameOfItsField() {
        UUID matter = matterThatMayAsk();

        request(matter, "one\0.example").statusCode(400).body("field", equalTo("domains[0]"));
    }

    private static UUID matterThatMayAsk() {
        UUID matter = openMatter();
        as("investigator1")
                .body(Map.of("enabled", true, "reason", "the sites of this matter"))
                .put("/matters/" + matter + "/outbound")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true));
        return matter;
    }

    private static ValidatableResponse request(UUID matter, String... domains) {
        return as("investigator1")
                .body(Map.of("matter", matter, "domains", List.of(domains)))
                .post("/lookups")
                .then();
    }

    private static ValidatableResponse finished(String lookup) {
        soon().untilAsserted(() -> as("investigator1")
                .get("/lookups/" + lookup)
                .then()
                .statusCode(200)
                .body("pending", equalTo(0)));
        return as("investigator1").get("/lookups/" + lookup).then();
    }

    private static void registrar(String ianaId, boolean rateLimited) {
        int status = simulator()
                .body(Map.of(
                        "ianaId",
                        ianaId,
                        "name",
                        "Registrar " + ianaId,
                        "country",
                        "FR",
                        "abuseEmail",
                        "abuse@registrar" + ianaId + ".example",
                        "behaviour",
                        "COMPLY",
                        "rateLimited",
                        rateLimited))
                .post("/registrars")
                .statusCode();
        assertThat(status).isBetween(200, 299);
    }

    private static void domain(String name, String registrar) {
        int status = simulator()
                .body(List.of(Map.of(
                        "name",
                        name,
                        "registrarIanaId",
                        registrar,
                        "nameservers",
                        List.of("ns1.host.example"),
                        "registrant",
                        Map.of(
                                "name", "Lee Leader",
                                "org", "North Ltd",
                                "email", "ring@mail.example",
                                "poBox", "PO Box 77"))))
                .post("/domains")
                .statusCode();
        assertThat(status).isBetween(200, 299);
    }
}
