package org.trapline.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The running Keycloak, as its clients see it. */
public final class Keycloak {

    static final String REALM = "trapline";

    private final int port;
    private final Secrets secrets;

    Keycloak(int port, Secrets secrets) {
        this.port = port;
        this.secrets = secrets;
    }

    /** The {@code iss} of every token, and the base of the realm's endpoints. */
    public String issuer() {
        return "http://localhost:" + port + "/realms/" + REALM;
    }

    /** A fresh access token for one of the realm's users, by the public client {@code trapline-cli}. */
    public String token(String user) {
        return accessToken(
                user,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "trapline-cli",
                        "username",
                        user,
                        "password",
                        password(user)));
    }

    public String password(String user) {
        return secrets.get("user." + user);
    }

    /** Secret of a service's confidential client, for example {@code takedown-service}. */
    public String serviceSecret(String client) {
        return secrets.get("client." + client);
    }

    /** A fresh access token for the service itself (role {@code service}). */
    public String serviceToken(String client) {
        return accessToken(
                client,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        serviceSecret(client)));
    }

    private String accessToken(String who, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode json = Json.parse(response.body());
            if (response.statusCode() != 200) {
                String refusal = "Keycloak gave no token for " + who + ": " + response.statusCode() + " "
                        + json.path("error_description")
                                .asText(json.path("error").asText());
                // Its own trouble may pass: connections to a PostgreSQL that was killed fail once each.
                throw response.statusCode() >= 500
                        ? new PlatformException(refusal, new IOException("HTTP " + response.statusCode()))
                        : new PlatformException(refusal);
            }
            return json.path("access_token").asText();
        } catch (IOException e) {
            throw new PlatformException("Keycloak at " + issuer() + " does not answer: is the platform up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted", e);
        }
    }
}
