package org.trapline.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The platform that this build's tests share, and one of our own that loses its owners. */
class TestPlatformTest {

    @Test
    void aUsersTokenCarriesRoleAndAudience() {
        Keycloak keycloak = TestPlatform.attach().keycloak();

        JsonNode claims = claims(keycloak.token("investigator1"));

        assertThat(claims.path("iss").asText()).isEqualTo(keycloak.issuer());
        assertThat(texts(claims.path("aud"))).contains("trapline");
        assertThat(texts(claims.path("realm_access").path("roles"))).contains("investigator");
        assertThat(claims.path("preferred_username").asText()).isEqualTo("investigator1");
        assertThat(claims.path("sub").asText()).isNotBlank();
        assertThat(claims.has("registrar")).isFalse();
    }

    @Test
    void aRegistrarsTokenNamesTheOneRegistrar() {
        JsonNode claims = claims(TestPlatform.attach().keycloak().token("registrar1"));

        assertThat(claims.path("registrar").isTextual()).isTrue();
        assertThat(claims.path("registrar").asText()).isEqualTo("9901");
        assertThat(texts(claims.path("realm_access").path("roles"))).contains("registrar");
    }

    @Test
    void aServiceGetsATokenWithItsSecret() {
        JsonNode claims = claims(TestPlatform.attach().keycloak().serviceToken("takedown-service"));

        assertThat(texts(claims.path("realm_access").path("roles"))).contains("service");
        assertThat(texts(claims.path("aud"))).contains("trapline");
    }

    @Test
    void anUnknownUserGetsNone() {
        Keycloak keycloak = TestPlatform.attach().keycloak();

        assertThatThrownBy(() -> keycloak.token("nobody")).isInstanceOf(PlatformException.class);
    }

    @Test
    void endsWhenTheLastOfItsOwnersHasEnded() throws IOException {
        TemporaryHome temporary = TemporaryHome.create();
        Process first = new ProcessBuilder("sleep", "300").start();
        Process second = new ProcessBuilder("sleep", "300").start();
        CompletableFuture<TestPlatform> racing = CompletableFuture.supplyAsync(() -> attach(temporary, second));
        TestPlatform platform = attach(temporary, first);
        assertThat(racing.join().kafkaBootstrap()).isEqualTo(platform.kafkaBootstrap());
        first.destroyForcibly();
        assertThat(isReachable(platform.freshDatabase("sample"))).isTrue();

        second.destroyForcibly();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(temporary.processes()).isEmpty());
        temporary.delete();
    }

    private static TestPlatform attach(TemporaryHome temporary, Process owner) {
        return TestPlatform.attach(temporary.home(), temporary.dists(), owner.toHandle(), line -> {});
    }

    private static boolean isReachable(Database database) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            return connection.isValid(5);
        } catch (java.sql.SQLException e) {
            return false;
        }
    }

    private static JsonNode claims(String token) {
        return Json.parse(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
    }

    /** A claim with one value may come as a bare string. */
    private static List<String> texts(JsonNode claim) {
        return claim.isTextual()
                ? List.of(claim.asText())
                : java.util.stream.StreamSupport.stream(claim.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
