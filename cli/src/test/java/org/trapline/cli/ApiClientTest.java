package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    private static final String RECEIPTS = """
            {"exhibit":"e1","sha256":"aa","duplicate":false,"defects":[]}
            {"batch":"b1","received":1,"checkpoint":{"size":1,"rootHash":"r"}}
            """;

    private LocalServer server;
    private ApiClient api;

    @BeforeEach
    void startServer() throws IOException {
        server = new LocalServer();
        api = new ApiClient(server.uri(), new CountedTokens()).withPatience(Duration.ofSeconds(10));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void readsJsonWithTheUsersToken() {
        server.willAnswer(200, "{\"items\":[1,2]}");

        JsonNode page = api.get("/api/things?limit=2");

        assertThat(page.path("items")).hasSize(2);
        assertThat(server.asked().get(0).path()).isEqualTo("/api/things?limit=2");
        assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void problemDocumentBecomesAnApiProblem() {
        server.willAnswer(
                409,
                Map.of("Content-Type", "application/problem+json"),
                "{\"type\":\"urn:trapline:illegal-transition\",\"title\":\"Illegal transition\",\"status\":409,"
                        + "\"detail\":\"the order is SERVED\",\"state\":\"SERVED\"}");

        ApiProblem problem =
                catchThrowableOfType(ApiProblem.class, () -> api.post("/api/takedown/orders/1/filing", Map.of()));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.type()).isEqualTo("urn:trapline:illegal-transition");
        assertThat(problem.title()).isEqualTo("Illegal transition");
        assertThat(problem.detail()).isEqualTo("the order is SERVED");
        assertThat(problem.body().path("state").asText()).isEqualTo("SERVED");
    }

    @Test
    void errorWithoutAProblemDocumentIsAnApiProblemToo() {
        server.willAnswer(404, "<html>no</html>");

        ApiProblem problem = catchThrowableOfType(ApiProblem.class, () -> api.get("/nowhere"));

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.type()).isEqualTo("about:blank");
        assertThat(problem).hasMessage("GET /nowhere: 404 HTTP 404");
    }

    @Test
    void getIsRepeatedWhileTheServiceIsAway() {
        server.willAnswer(502, "").willAnswer(503, "").willBreakOff().willAnswer(200, "{\"ok\":true}");

        assertThat(api.get("/").path("ok").asBoolean()).isTrue();

        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void postWithAnIdempotencyKeyIsRepeatedWithTheSameKey() {
        server.willAnswer(503, "").willAnswer(201, "{\"id\":\"x\"}");

        JsonNode created = api.create("/api/takedown/matters", Map.of("name", "a"));

        assertThat(created.path("id").asText()).isEqualTo("x");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(0).header("Idempotency-key"))
                .isNotEmpty()
                .isEqualTo(server.asked().get(1).header("Idempotency-key"));
    }

    @Test
    void postWithoutAKeyIsNotRepeatedWhenItMayHaveBeenCarriedOut() {
        server.willAnswer(502, "").willAnswer(200, "{}");

        ApiProblem problem = catchThrowableOfType(ApiProblem.class, () -> api.post("/seal", Map.of()));

        assertThat(problem.status()).isEqualTo(502);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anyRequestIsRepeatedAfterTooManyRequests() {
        server.willAnswer(429, Map.of("Retry-After", "0"), "").willAnswer(200, "{\"ok\":true}");

        assertThat(api.post("/seal", Map.of()).path("ok").asBoolean()).isTrue();
    }

    @Test
    void serverThatAsksForMorePatienceThanThereIsIsNotAskedAgain() {
        server.willAnswer(503, Map.of("Retry-After", "3600"), "{\"title\":\"Overloaded\"}");

        ApiProblem problem = catchThrowableOfType(ApiProblem.class, () -> api.get("/"));

        assertThat(problem.title()).isEqualTo("Overloaded");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void refusedTokenIsReplacedOnce() {
        server.willAnswer(401, "").willAnswer(200, "{}").willAnswer(401, "").willAnswer(401, "");

        api.get("/first");
        ApiProblem problem = catchThrowableOfType(ApiProblem.class, () -> api.get("/second"));

        assertThat(problem.status()).isEqualTo(401);
        assertThat(server.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3");
    }

    @Test
    void patchCarriesTheVersionItIsMeantFor() {
        server.willAnswer(200, Map.of("ETag", "\"2\""), "{}");

        Answer answer = api.send("PATCH", "/orders/1", Map.of("If-Match", "\"1\""), Map.of("title", "t"));

        assertThat(server.asked().get(0).header("If-match")).isEqualTo("\"1\"");
        assertThat(answer.etag()).isEqualTo("\"2\"");
    }

    @Test
    void uploadIsSentAgainWhenItsReceiptsEndEarly() {
        server.willBreakOff()
                .willAnswer(200, RECEIPTS.lines().findFirst().orElseThrow())
                .willAnswer(200, RECEIPTS);

        List<JsonNode> receipts = api.upload(
                "/api/evidence/intake",
                "message/rfc822",
                () -> new ByteArrayInputStream("From: a\n\nb".getBytes(StandardCharsets.US_ASCII)));

        assertThat(receipts).hasSize(2);
        assertThat(server.asked()).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.body()).asString().isEqualTo("From: a\n\nb");
            assertThat(asked.header("Accept")).isEqualTo("application/x-ndjson");
        });
    }

    @Test
    void whenNothingListensItSaysWhatToDo() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        CommandFailed failure = catchThrowableOfType(CommandFailed.class, () -> ApiClient.anonymous(nobody)
                .withPatience(Duration.ofMillis(300))
                .get("/"));

        assertThat(failure).hasMessageContaining("nothing listens there").hasMessageContaining("./trapline up");
    }

    private static final class CountedTokens implements AccessToken {

        private int number = 1;

        @Override
        public String value() {
            return "token-" + number;
        }

        @Override
        public void forget() {
            number++;
        }
    }
}
