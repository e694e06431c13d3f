package org.trapline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

/** Tokens that are genuinely signed but not for us, or no longer. Keycloak cannot be made to issue them, so a key of our own is trusted. */
@QuarkusTest
@TestProfile(TokenTest.OwnKey.class)
class TokenTest {

    private static final String ISSUER = "https://issuer.test";

    /** The profile and the test are loaded by two class loaders; the JVM's properties are what they share. */
    private static final KeyPair KEY = sharedKey();

    @TestHTTPResource("/")
    URI base;

    @Test
    void aTokenForUsIsTaken() {
        assertThat(status(claims().sign(KEY.getPrivate()))).isEqualTo(200);
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertThat(status(claims().expiresAt(Instant.now().minusSeconds(3600)).sign(KEY.getPrivate())))
                .isEqualTo(401);
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        assertThat(status(claims().audience("somewhere-else").sign(KEY.getPrivate())))
                .isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertThat(status(claims().issuer("https://other.test").sign(KEY.getPrivate())))
                .isEqualTo(401);
    }

    @Test
    void aTokenSignedByAnotherKeyIsRefused() {
        assertThat(status(claims().sign(rsa().getPrivate()))).isEqualTo(401);
    }

    private int status(String token) {
        return EvidenceClient.withToken(token, base)
                .get("/api/evidence/exhibits")
                .statusCode();
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.claims()
                .issuer(ISSUER)
                .subject("someone")
                .audience("trapline")
                .claim("preferred_username", "someone")
                .claim("realm_access", Map.of("roles", List.of("investigator")))
                .expiresAt(Instant.now().plusSeconds(300));
    }

    private static KeyPair sharedKey() {
        String property = "trapline.token-test.key";
        if (System.getProperty(property) == null) {
            KeyPair made = rsa();
            Base64.Encoder base64 = Base64.getEncoder();
            System.setProperty(
                    property,
                    base64.encodeToString(made.getPublic().getEncoded()) + ","
                            + base64.encodeToString(made.getPrivate().getEncoded()));
        }
        String[] halves = System.getProperty(property).split(",");
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    rsa.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(halves[0]))),
                    rsa.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[1]))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static class OwnKey implements QuarkusTestProfile {

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(EvidencePlatform.class, Map.of(EvidencePlatform.IDENTITY, "none")));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    "",
                    "quarkus.oidc.public-key",
                    Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()),
                    "quarkus.oidc.token.issuer",
                    ISSUER);
        }
    }
}
