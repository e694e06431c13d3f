package org.trapline.messaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class StoreProblemsTest {

    @Test
    void aDatabaseThatGoesAwayIsToBeTriedAgain() {
        run("select pg_terminate_backend(pg_backend_pid())")
                .statusCode(503)
                .header("Retry-After", "2")
                .body("type", equalTo("urn:trapline:problem:store-unavailable"));
    }

    @Test
    void aFaultThatStaysIsAnsweredWithoutDetail() {
        run("select secret from no_such_table").statusCode(500).body("detail", nullValue());
    }

    @Test
    void aFaultThatOnlyTheCommitFindsIsAnsweredLikeAnyOther() {
        run("""
                create temporary table late (id int primary key deferrable initially deferred) on commit drop;
                insert into late values (1), (1)""").statusCode(500).body("detail", nullValue());
    }

    @Test
    void aKeyForAnotherRequestOrTooLongAKeyIsRefused() {
        once("k", "a").statusCode(200);
        once("k", "b").statusCode(422).body("type", equalTo("urn:trapline:problem:idempotency-key-reused"));
        once("k".repeat(200), "a").statusCode(200);
        once("k".repeat(201), "a").statusCode(400);
    }

    @Test
    void aProblemDoesNotRepeatThePath() {
        given().get("/faults/capability-7")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("instance", nullValue());
    }

    private static ValidatableResponse run(String sql) {
        return given().queryParam("run", sql).get("/faults/sql").then();
    }

    private static ValidatableResponse once(String key, String fingerprint) {
        return given().header("Idempotency-Key", key)
                .queryParam("fingerprint", fingerprint)
                .get("/faults/once")
                .then();
    }
}
