package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.gateway.Client.as;
import static org.trapline.gateway.Client.json;
import static org.trapline.gateway.Client.port;
import static org.trapline.gateway.Client.request;
import static org.trapline.gateway.Client.send;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class HeadersTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void replacesWhatACallerClaimsAboutItself() {
        HttpResponse<String> answer = send(request("/api/up/open/echo")
                .header("X-Forwarded-For", "198.51.100.1")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Prefix", "/evil")
                .header("X-Forwarded-User", "admin1")
                .header("Forwarded", "for=198.51.100.1;proto=https")
                .header("X-Real-IP", "198.51.100.1")
                .header("X-Request-Id", "forged"));

        JsonObject seen = json(answer).getJsonObject("headers");
        assertThat(seen.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(seen.getString("x-forwarded-host")).isEqualTo("127.0.0.1:" + port());
        assertThat(seen.getString("host")).isEqualTo("127.0.0.1:" + port());
        assertThat(seen.getString("x-request-id")).matches("[0-9a-f]{32}");
        assertThat(seen.fieldNames())
                .doesNotContain("forwarded", "x-real-ip", "x-forwarded-prefix", "x-forwarded-user");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void dropsHopByHopHeadersAndThoseNamedInConnection() throws IOException {
        try (Socket socket = Client.raw("""
                GET /api/up/open/echo HTTP/1.1
                Host: gateway.example
                Connection: keep-alive, X-Secret, Authorization
                X-Secret: of this connection
                Keep-Alive: timeout=5
                TE: trailers
                Upgrade: other/1
                Authorization: Bearer kept

                """)) {
            String head = Client.head(socket);
            int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
            JsonObject seen = new JsonObject(
                            new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8))
                    .getJsonObject("headers");

            assertThat(head).startsWith("HTTP/1.1 200");
            assertThat(seen.fieldNames()).doesNotContain("x-secret", "keep-alive", "te", "upgrade");
            assertThat(seen.getString("authorization")).isEqualTo("Bearer kept");
        }
    }

    @Test
    void makesATraceWhereThereIsNone() {
        HttpResponse<String> answer = send(request("/api/up/open/echo").header("tracestate", "a=b"));

        JsonObject seen = json(answer).getJsonObject("headers");
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(seen.getString("traceparent")).matches("00-" + id + "-[0-9a-f]{16}-00");
        assertThat(seen.fieldNames()).doesNotContain("tracestate");
    }

    @Test
    void passesACallersTraceOn() {
        HttpResponse<String> answer =
                send(request("/api/up/open/echo").header("traceparent", PARENT).header("tracestate", "a=b"));

        JsonObject seen = json(answer).getJsonObject("headers");
        assertThat(seen.getString("traceparent")).isEqualTo(PARENT);
        assertThat(seen.getString("tracestate")).isEqualTo("a=b");
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void addsSecurityHeadersToAnswersAndProblems() {
        for (String path : new String[] {"/api/up/open/echo", "/api/up/echo"}) {
            HttpResponse<String> answer = send(request(path));

            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
        }
    }

    @Test
    void leavesTheUpstreamsOwnCachePolicyButNotItsConnectionHeaders() {
        HttpResponse<String> answer = send(request("/api/up/open/own-policy"));

        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=60");
        assertThat(answer.headers().firstValue("X-Private")).isEmpty();
    }

    @Test
    void passesQueryAndEncodedPathOn() {
        HttpResponse<String> answer = send(as("reader", "/api/up/a%20b/%C3%BC?q=%22x%26y%22&cursor=a%2Fb"));

        assertThat(json(answer).getString("uri")).isEqualTo("/api/up/a%20b/%C3%BC?q=%22x%26y%22&cursor=a%2Fb");
    }

    @Test
    void passesAnswersWithoutBodyOn() {
        assertThat(send(request("/api/up/open/empty")).statusCode()).isEqualTo(204);
        assertThat(send(request("/api/up/open/unchanged")).statusCode()).isEqualTo(304);
        assertThat(send(request("/api/up/open/echo").method("HEAD", BodyPublishers.noBody()))
                        .body())
                .isEmpty();
    }

    @Test
    void sendsNoTransferEncodingWithNoContent() throws IOException {
        try (Socket socket = Client.raw("GET /api/up/open/empty HTTP/1.1\nHost: gateway.example\n\n")) {
            assertThat(Client.head(socket)).startsWith("HTTP/1.1 204").doesNotContainIgnoringCase("transfer-encoding");
        }
    }
}
