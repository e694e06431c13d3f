package org.trapline.evidence.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.intake.IntakeSummary;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.platform.Keycloak;
import org.trapline.platform.TestPlatform;

/** The service's HTTP interface as one of the realm's users. */
public final class EvidenceClient {

    public static final String MESSAGE = "message/rfc822";

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final URI base;
    private final @Nullable String token;

    private EvidenceClient(URI base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    public static EvidenceClient as(String user, URI base) {
        return new EvidenceClient(base, TOKENS.computeIfAbsent(user, EvidenceClient::token));
    }

    public static EvidenceClient withToken(@Nullable String token, URI base) {
        return new EvidenceClient(base, token);
    }

    /** A bearer token of one of the realm's users. */
    public static String token(String user) {
        Keycloak keycloak = TestPlatform.attach().keycloak();
        return user.endsWith("-service") ? keycloak.serviceToken(user) : keycloak.token(user);
    }

    /** The token subject of one of the realm's users. */
    public static String subject(String user) {
        byte[] claims = Base64.getUrlDecoder()
                .decode(TOKENS.computeIfAbsent(user, EvidenceClient::token).split("\\.")[1]);
        return as(claims, JsonNode.class).path("sub").textValue();
    }

    /** Hands mail in and expects it to be taken. */
    public IntakeSummary intake(String type, byte[] body, String... parameters) {
        HttpResponse<byte[]> answer = post("/api/evidence/intake" + query(parameters), type, "application/json", body);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return as(answer.body(), IntakeSummary.class);
    }

    /** Hands one message in and gives its receipt. */
    public MessageReceipt message(String message, String... parameters) {
        return receipts(MESSAGE, message.getBytes(StandardCharsets.UTF_8), parameters)
                .get(0);
    }

    /** Hands mail in and gives the receipts that come before the summary. */
    public List<MessageReceipt> receipts(String type, byte[] body, String... parameters) {
        HttpResponse<byte[]> answer =
                post("/api/evidence/intake" + query(parameters), type, "application/x-ndjson", body);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        List<String> lines = text(answer).lines().toList();
        assertThat(lines.get(lines.size() - 1)).contains("\"batch\":");
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> as(line.getBytes(StandardCharsets.UTF_8), MessageReceipt.class))
                .toList();
    }

    /** Enters a trap of a pool, for a domain of its own. */
    public UUID trap(String pool) {
        HttpResponse<byte[]> entered = post(
                "/api/evidence/traps",
                "{\"name\":\"%1$s\",\"pool\":\"%2$s\",\"operator\":\"o\",\"domain\":\"%1$s.example\",\"affidavit\":\"a\"}"
                        .formatted("t" + UUID.randomUUID(), pool));
        assertThat(entered.statusCode()).as(text(entered)).isEqualTo(201);
        return UUID.fromString(as(entered.body(), JsonNode.class).path("id").textValue());
    }

    public HttpResponse<byte[]> post(String path, @Nullable String type, String accept, byte[] body) {
        HttpRequest.Builder request = request(path).header("Accept", accept).POST(BodyPublishers.ofByteArray(body));
        return send(type == null ? request : request.header("Content-Type", type));
    }

    /** Posts JSON with more headers, names and values in turn. */
    public HttpResponse<byte[]> post(String path, String json, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<byte[]> put(String path, String type, byte[] body) {
        return send(request(path).header("Content-Type", type).PUT(BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<byte[]> delete(String path) {
        return send(request(path).DELETE());
    }

    public HttpResponse<byte[]> get(String path) {
        return send(request(path).GET());
    }

    public HttpResponse<byte[]> get(String path, String accept) {
        return send(request(path).header("Accept", accept).GET());
    }

    public <T> T get(String path, Class<T> type) {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return as(answer.body(), type);
    }

    public Exhibit.View exhibit(Object id) {
        return get("/api/evidence/exhibits/" + id, Exhibit.View.class);
    }

    /** A page of a search. */
    public Found find(String... parameters) {
        return get("/api/evidence/exhibits" + query(parameters), Found.class);
    }

    /** The problem document of an answer, whose status must be the given one. */
    public static JsonNode problem(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return as(answer.body(), JsonNode.class);
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    public static <T> T as(byte[] json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new AssertionError(
                    "Not a " + type.getSimpleName() + ": " + new String(json, StandardCharsets.UTF_8), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String query(String... parameters) {
        return parameters.length == 0
                ? ""
                : List.of(parameters).stream()
                        .map(p -> p.substring(0, p.indexOf('=') + 1)
                                + URLEncoder.encode(p.substring(p.indexOf('=') + 1), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /**
     * @param items exhibits
     * @param next cursor
     */
    public record Found(List<Exhibit.View> items, @Nullable String next) {

        public List<Object> ids() {
            return items.stream().<Object>map(Exhibit.View::id).toList();
        }
    }
}
