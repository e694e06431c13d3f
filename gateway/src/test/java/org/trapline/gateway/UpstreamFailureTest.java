package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.trapline.gateway.AdmissionTest.assertProblem;
import static org.trapline.gateway.Client.as;
import static org.trapline.gateway.Client.get;
import static org.trapline.gateway.Client.send;
import static org.trapline.gateway.Client.upstream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class UpstreamFailureTest {

    @Test
    void answersUnavailableWhenTheUpstreamIsDown() {
        HttpResponse<String> answer = get("caller", "/api/down/x");

        assertProblem(answer, 503, "upstream-unavailable");
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]\\d*");
    }

    @Test
    void answersAnUploadWhenTheUpstreamIsDown() {
        HttpResponse<String> answer =
                send(as("caller", "/api/down/x").POST(BodyPublishers.ofInputStream(() -> new Source(2L << 20))));

        assertProblem(answer, 503, "upstream-unavailable");
    }

    @Test
    void opensTheCircuitAfterFailuresAndClosesItAfterASuccess() {
        for (int i = 0; i < 3; i++) {
            assertProblem(get("breaker", "/api/broken/die"), 502, "upstream-broke-off");
        }
        long before = upstream("counts").getLong("served");

        HttpResponse<String> refused = get("breaker", "/api/broken/echo");

        assertProblem(refused, 503, "upstream-unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(upstream("counts").getLong("served")).isEqualTo(before);
        await().until(() -> get("breaker", "/api/broken/echo").statusCode() == 200);
        assertThat(get("breaker", "/api/broken/echo").statusCode()).isEqualTo(200);
    }

    @Test
    void answersTimeoutWhenTheUpstreamHangs() {
        assertProblem(get("caller", "/api/up/2/hang"), 504, "upstream-timeout");
    }

    @Test
    void neverPassesACutAnswerOffAsAWholeOne() {
        assertThatThrownBy(() -> get("caller", "/api/up/cut")).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void limitsOneClientButNotTheOthers() {
        HttpRequest.Builder busy = as("busy", "/api/up/echo");

        HttpResponse<String> answer = send(busy);
        for (int i = 0; i < 1000 && answer.statusCode() == 200; i++) {
            answer = send(busy);
        }

        assertProblem(answer, 429, "too-many-requests");
        assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]\\d*");
        assertThat(get("idle", "/api/up/echo").statusCode()).isEqualTo(200);
    }
}
