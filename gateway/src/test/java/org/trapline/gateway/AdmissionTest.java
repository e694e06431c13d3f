package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.gateway.Client.config;
import static org.trapline.gateway.Client.json;
import static org.trapline.gateway.Client.request;
import static org.trapline.gateway.Client.send;
import static org.trapline.gateway.Client.token;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class AdmissionTest {

    @Test
    void admitsAValidTokenAndPassesItOnAsItIs() {
        String token = token("investigator");

        HttpResponse<String> answer = bearer(token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).getJsonObject("headers").getString("authorization"))
                .isEqualTo("Bearer " + token);
    }

    @Test
    void refusesARequestWithoutToken() {
        HttpResponse<String> answer = send(request("/api/up/echo"));

        assertProblem(answer, 401, "token-missing");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"trapline\"");
    }

    @Test
    void refusesAnExpiredToken() {
        assertInvalid(bearer(token("investigator", config("test.issuer"), "trapline", -1, true)));
    }

    @Test
    void refusesATokenForAnotherAudience() {
        assertInvalid(bearer(token("investigator", config("test.issuer"), "account", 300, true)));
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        assertInvalid(bearer(token("investigator", "http://localhost:1/realms/other", "trapline", 300, true)));
    }

    @Test
    void refusesATokenSignedWithAnUnknownKey() {
        assertInvalid(bearer(token("investigator", config("test.issuer"), "trapline", 300, false)));
    }

    @Test
    void refusesWhatIsNoTokenAtAll() {
        assertInvalid(bearer("abc.def.ghi"));
    }

    @Test
    void refusesAnotherSchemeThanBearer() {
        assertProblem(send(request("/api/up/echo").header("Authorization", "Basic YTpi")), 401, "token-missing");
    }

    @Test
    void admitsAnybodyWhereTheRouteSaysSo() {
        assertThat(send(request("/api/up/open/echo")).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/up/open/echo").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/api/up/open/echo").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wantsATokenForAnotherMethodOnAnAnonymousPath() {
        assertProblem(send(request("/api/up/open/echo").DELETE()), 401, "token-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/up/open/../echo", "/api/up/open/%2e%2e/echo", "/api/up/open/./../echo", "/api/up//echo"})
    void seesThroughDotSegments(String path) {
        assertProblem(send(request(path)), 401, "token-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/up/open/..%2fecho", "/api/up/open/..%5Cecho", "/api/up/open/%00"})
    void refusesEncodedSeparators(String path) {
        assertProblem(send(request(path)), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/upper/x", "/admin", "/api/nowhere/x"})
    void answersNotFoundForAPathWithoutRoute(String path) {
        assertProblem(send(request(path)), 404, "no-such-path");
    }

    @Test
    void hasNoTraceMethod() {
        assertProblem(
                send(request("/api/up/echo").method("TRACE", BodyPublishers.noBody())), 501, "method-not-implemented");
    }

    @Test
    void hasNoAnswerForHttp10() throws IOException {
        try (Socket socket = Client.raw("GET /api/up/open/echo HTTP/1.0\nHost: gateway.example\n\n")) {
            assertThat(Client.head(socket)).contains(" 505 ");
        }
    }

    @Test
    void isReadyByItself() {
        assertThat(send(request("/q/health/ready")).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> bearer(String token) {
        return send(request("/api/up/echo").header("Authorization", "Bearer " + token));
    }

    private static void assertInvalid(HttpResponse<String> answer) {
        assertProblem(answer, 401, "token-invalid");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"trapline\", error=\"invalid_token\"");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Type")).isEqualTo(List.of("application/problem+json"));
        assertThat(json(answer).getString("type")).isEqualTo("urn:trapline:problem:" + type);
        assertThat(json(answer).getInteger("status")).isEqualTo(status);
        assertThat(json(answer).getString("requestId"))
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
