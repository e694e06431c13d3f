package org.trapline.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.gateway.Client.as;
import static org.trapline.gateway.Client.config;
import static org.trapline.gateway.Client.json;
import static org.trapline.gateway.Client.request;
import static org.trapline.gateway.Client.send;
import static org.trapline.gateway.Client.token;
import static org.trapline.gateway.Client.upstream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The JVM of these tests, with client, gateway and upstream in it, has less memory than the bodies have bytes. */
@QuarkusTest
@WithTestResource(Surroundings.class)
class StreamingTest {

    private static final long LARGE = 320L << 20;

    /** What sockets and queues on the way may hold of a body that nobody takes. */
    private static final long IN_FLIGHT = 48L << 20;

    @Test
    void streamsALargeUploadWithoutHoldingIt() {
        Source source = new Source(LARGE);

        HttpResponse<String> answer =
                send(as("uploader", "/api/up/digest").POST(BodyPublishers.ofInputStream(() -> source)));

        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(LARGE);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).getLong("bytes")).isEqualTo(LARGE);
        assertThat(json(answer).getString("sha256")).isEqualTo(source.sha256());
    }

    @Test
    void holdsTheUploaderBackWhileTheUpstreamDoesNotRead() {
        Source source = new Source(LARGE);
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(
                () -> send(as("uploader", "/api/up/1/gated").POST(BodyPublishers.ofInputStream(() -> source))));

        await().until(() -> source.taken() > 0);
        await().during(Duration.ofMillis(1500)).atMost(5, SECONDS).until(() -> source.taken() < IN_FLIGHT);
        upstream("open-gates");

        assertThat(json(answer.join()).getString("sha256")).isEqualTo(source.sha256());
    }

    @Test
    void holdsTheUpstreamBackWhileTheReaderDoesNotRead() throws IOException {
        try (InputStream body =
                Client.stream(as("reader", "/api/up/pour?" + LARGE)).body()) {
            await().during(Duration.ofMillis(1500))
                    .atMost(5, SECONDS)
                    .until(() -> upstream("counts").getLong("poured") < IN_FLIGHT);

            assertThat(body.skip(Long.MAX_VALUE - 1)).isEqualTo(LARGE);
        }
    }

    @Test
    void letsAnUploadFinishThatOutlivesItsToken() throws IOException {
        String token = token("uploader", config("test.issuer"), "trapline", 2, true);
        String bearer = "Bearer " + token;
        try (Socket socket = Client.raw("POST /api/up/digest HTTP/1.1\nHost: gateway.example\nAuthorization: " + bearer
                + "\nContent-Length: 1000\n\n")) {
            OutputStream out = socket.getOutputStream();
            AtomicLong sent = new AtomicLong();
            await().until(() -> {
                out.write('x');
                sent.incrementAndGet();
                return send(request("/api/up/echo").header("Authorization", bearer))
                                .statusCode()
                        == 401;
            });
            out.write(new byte[(int) (1000 - sent.get())]);

            assertThat(Client.head(socket)).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void passesAnAnswerOnThatComesBeforeTheEndOfTheUpload() throws IOException {
        try (Socket socket = Client.raw("POST /api/up/3/early HTTP/1.1\nHost: gateway.example\nAuthorization: Bearer "
                + token("uploader") + "\nContent-Length: 100\n\nabc")) {
            assertThat(Client.head(socket)).startsWith("HTTP/1.1 422");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("{}");
        }
    }

    @Test
    void refusesADeclaredBodyThatIsTooLarge() {
        HttpResponse<String> answer =
                send(as("uploader", "/api/small/digest").POST(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])));

        AdmissionTest.assertProblem(answer, 413, "body-too-large");
    }

    @Test
    void refusesAnUndeclaredBodyOnceItIsTooLarge() {
        HttpResponse<String> answer = send(
                as("uploader", "/api/small/digest").POST(BodyPublishers.ofInputStream(() -> new Source(4L << 20))));

        AdmissionTest.assertProblem(answer, 413, "body-too-large");
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        HttpResponse<String> answer = send(
                as("uploader", "/api/small/digest").POST(BodyPublishers.ofInputStream(() -> new Source(1L << 20))));

        assertThat(json(answer).getLong("bytes")).isEqualTo(1L << 20);
    }

    @Test
    void continuesAnExpectationOnlyOnceTheRequestIsAdmitted() throws IOException {
        String head = "POST /api/up/digest HTTP/1.1\nHost: gateway.example\nExpect: 100-continue\nContent-Length: 3\n";
        try (Socket refused = Client.raw(head + "\n");
                Socket admitted = Client.raw(head + "Authorization: Bearer " + token("uploader") + "\n\n")) {
            assertThat(Client.head(refused)).startsWith("HTTP/1.1 401");
            assertThat(Client.head(admitted)).startsWith("HTTP/1.1 100");
            admitted.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(Client.head(admitted)).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void refusesACallerThatStopsInTheMiddleOfABody() throws IOException {
        try (Socket socket = Client.raw("POST /api/up/digest HTTP/1.1\nHost: gateway.example\nAuthorization: Bearer "
                + token("uploader") + "\nContent-Length: 100\n\nabc")) {
            assertThat(Client.head(socket)).startsWith("HTTP/1.1 408");
        }
    }
}
