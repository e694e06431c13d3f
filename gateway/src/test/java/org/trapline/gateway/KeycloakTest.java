package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trapline.gateway.Client.json;
import static org.trapline.gateway.Client.request;
import static org.trapline.gateway.Client.send;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.trapline.platform.TestPlatform;

/** The tokens of the real realm. */
@QuarkusTest
@WithTestResource(KeycloakSurroundings.class)
class KeycloakTest {

    @Test
    void admitsAPersonsToken() {
        String token = TestPlatform.attach().keycloak().token("investigator1");

        HttpResponse<String> answer = bearer(token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).getJsonObject("headers").getString("authorization"))
                .isEqualTo("Bearer " + token);
    }

    @Test
    void admitsAServicesToken() {
        assertThat(bearer(TestPlatform.attach().keycloak().serviceToken("takedown-service"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() {
        String[] parts = TestPlatform.attach().keycloak().token("registrar1").split("\\.");
        String[] other = TestPlatform.attach().keycloak().token("admin1").split("\\.");

        AdmissionTest.assertProblem(bearer(other[0] + "." + other[1] + "." + parts[2]), 401, "token-invalid");
    }

    @Test
    void refusesATokenOfAnIssuerThatTheRealmIsNot() {
        AdmissionTest.assertProblem(bearer(Client.token("investigator1")), 401, "token-invalid");
    }

    private static HttpResponse<String> bearer(String token) {
        return send(request("/api/up/echo").header("Authorization", "Bearer " + token));
    }
}
