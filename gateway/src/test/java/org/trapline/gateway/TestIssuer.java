package org.trapline.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * An OpenID provider that signs what it is asked to: tokens that Keycloak would take too long to let expire, or would
 * never issue. {@code GET /mint?subject,issuer,audience,lifespanSeconds,trusted}.
 */
final class TestIssuer {

    private final HttpServer server;
    private final KeyPair key = newKey();
    private final KeyPair unknownKey = newKey();

    TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, discovery().encode()));
        server.createContext("/jwks", exchange -> answer(exchange, keys().encode()));
        server.createContext(
                "/mint",
                exchange -> answer(exchange, mint(exchange.getRequestURI().getQuery())));
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", url())
                .put("jwks_uri", url() + "/jwks")
                .put("authorization_endpoint", url() + "/authorize")
                .put("token_endpoint", url() + "/token");
    }

    private JsonObject keys() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", "test")
                                        .put("n", base64(rsa.getModulus()))
                                        .put("e", base64(rsa.getPublicExponent()))));
    }

    private String mint(String query) {
        String[] wish = query.split(",");
        Instant now = Instant.now();
        return Jwt.subject(wish[0])
                .issuer(wish[1])
                .audience(wish[2])
                .issuedAt(now.minusSeconds(60))
                .expiresAt(now.plusSeconds(Long.parseLong(wish[3])))
                .jws()
                .keyId("test")
                .sign(Boolean.parseBoolean(wish[4]) ? key.getPrivate() : unknownKey.getPrivate());
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
