package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.gateway.Client.request;
import static org.trapline.gateway.Client.send;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(IdentityProviderDownTest.NoIssuer.class)
class IdentityProviderDownTest {

    @Test
    void refusesATokenThatItCannotCheckAndSaysWhenToComeBack() {
        HttpResponse<String> answer = send(Client.as("caller", "/api/up/echo"));

        AdmissionTest.assertProblem(answer, 503, "identity-provider-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void stillServesWhatNeedsNoToken() {
        assertThat(send(request("/api/up/open/echo")).statusCode()).isEqualTo(200);
    }

    public static class NoIssuer extends Surroundings {

        @Override
        public Map<String, String> start() {
            Map<String, String> config = new HashMap<>(super.start());
            config.put("quarkus.oidc.auth-server-url", config.get("trapline.gateway.routes.down.url"));
            return config;
        }
    }
}
