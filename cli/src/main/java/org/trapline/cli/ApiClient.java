package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's way to the platform. A request that may be sent twice (GET, PUT, DELETE, a POST with an Idempotency-Key,
 * an upload) is sent again when the connection fails and on 429, 502, 503 and 504; any other only when it surely was
 * not carried out (no connection, 429, 503 with Retry-After). An answer outside of 200 to 299 is an
 * {@link ApiProblem}; no answer within the patience is a {@link CommandFailed}. Thread-safe.
 */
public final class ApiClient {

    private static final String KEEP_ALIVE_SECONDS = "jdk.httpclient.keepalive.timeout";
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(30);
    private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE");

    private final HttpClient http;
    private final URI base;
    private final @Nullable AccessToken token;
    private final Duration patience;
    private final Consumer<String> notices;

    static {
        // Shorter than any server's own idle limit: a connection that the server just closed costs a request.
        if (System.getProperty(KEEP_ALIVE_SECONDS) == null) {
            System.setProperty(KEEP_ALIVE_SECONDS, "20");
        }
    }

    /** @param base scheme and authority, to which the paths of the requests are appended */
    public ApiClient(URI base, AccessToken token) {
        this(newHttpClient(), base, token, DEFAULT_PATIENCE, notice -> {});
    }

    private ApiClient(
            HttpClient http, URI base, @Nullable AccessToken token, Duration patience, Consumer<String> notices) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.notices = notices;
    }

    /** Without a token: public endpoints, and the simulator's control. */
    public static ApiClient anonymous(URI base) {
        return new ApiClient(newHttpClient(), base, null, DEFAULT_PATIENCE, notice -> {});
    }

    /** The same, which gives up sooner or later. */
    public ApiClient withPatience(Duration longest) {
        return new ApiClient(http, base, token, longest, notices);
    }

    /** The same, which says when it tries again, and why. */
    public ApiClient tellingRetries(Consumer<String> told) {
        return new ApiClient(http, base, token, patience, told);
    }

    public JsonNode get(String path) {
        return send("GET", path, Map.of(), null).json();
    }

    /** The body as it is, of any media type. */
    public byte[] bytes(String path) {
        return send("GET", path, Map.of("Accept", "*/*"), null).bytes();
    }

    /** A POST that creates: with a new Idempotency-Key, so it may be and is repeated. */
    public JsonNode create(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString()).json();
    }

    /** A POST with the caller's own Idempotency-Key: the same key and body give the same result however often. */
    public Answer post(String path, Object body, String idempotencyKey) {
        return send("POST", path, Map.of("Idempotency-Key", idempotencyKey), body);
    }

    /** A POST that does not create; repeated only when it surely was not carried out. */
    public JsonNode post(String path, Object body) {
        return send("POST", path, Map.of(), body).json();
    }

    public JsonNode put(String path, Object body) {
        return send("PUT", path, Map.of(), body).json();
    }

    /** @param etag the version the change is meant for; 412 when it is no longer the current one */
    public JsonNode patch(String path, Object body, String etag) {
        return send("PATCH", path, Map.of("If-Match", etag), body).json();
    }

    /** Any request: {@code body} is null, bytes, or anything that becomes JSON. Headers win over the defaults. */
    public Answer send(String method, String path, Map<String, String> headers, @Nullable Object body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Accept", "application/json");
        if (body != null) {
            all.put("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json");
        }
        all.putAll(headers);
        byte[] content = body == null ? new byte[0] : body instanceof byte[] raw ? raw : Json.bytes(body);
        boolean repeatable = IDEMPOTENT.contains(method) || all.containsKey("Idempotency-Key");
        return exchange(method, path, all, () -> BodyPublishers.ofByteArray(content), REQUEST_TIMEOUT, repeatable);
    }

    /**
     * Streams a body of any length to the intake and returns its receipts: one line a message, the last one the batch's
     * summary. After a failure the whole body is sent again, which is harmless: a message that is there already gets
     * one more receipt.
     *
     * @param body opened anew for every try
     */
    public List<JsonNode> upload(String path, String contentType, Supplier<InputStream> body) {
        Map<String, String> headers = Map.of("Accept", "application/x-ndjson", "Content-Type", contentType);
        Retry retry = new Retry(patience);
        while (true) {
            Answer answer =
                    exchange("POST", path, headers, () -> BodyPublishers.ofInputStream(body), UPLOAD_TIMEOUT, true);
            List<JsonNode> lines = lines(answer);
            if (!lines.isEmpty() && lines.get(lines.size() - 1).has("batch")) {
                return lines;
            }
            // The service died while it answered, and the gateway ended the answer there.
            notices.accept("receipts ended early, trying again");
            if (!retry.again()) {
                throw new CommandFailed(
                        "the intake ended its receipts early again and again: see ./trapline logs evidence");
            }
        }
    }

    private Answer exchange(
            String method,
            String path,
            Map<String, String> headers,
            Supplier<BodyPublisher> body,
            Duration timeout,
            boolean repeatable) {
        Retry retry = new Retry(patience);
        boolean renewed = false;
        while (true) {
            HttpResponse<byte[]> response;
            try {
                response = http.send(request(method, path, headers, body.get(), timeout), BodyHandlers.ofByteArray());
            } catch (IOException e) {
                if (repeatable || e instanceof ConnectException) {
                    notices.accept(reason(e) + ", trying again");
                    if (retry.again()) {
                        continue;
                    }
                }
                throw noAnswer(method, path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed("interrupted", e);
            }
            if (response.statusCode() / 100 == 2) {
                return new Answer(response.statusCode(), response.headers(), response.body());
            }
            if (response.statusCode() == 401 && token != null && !renewed) {
                renewed = true;
                token.forget();
                continue;
            }
            if (!mayBeRepeated(response, repeatable)) {
                throw problem(method + " " + path, response);
            }
            notices.accept("answer " + response.statusCode() + ", trying again");
            if (!retry.again(response)) {
                throw problem(method + " " + path, response);
            }
        }
    }

    private HttpRequest request(
            String method, String path, Map<String, String> headers, BodyPublisher body, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
        headers.forEach(request::setHeader);
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token.value());
        }
        return request.method(method, method.equals("GET") ? BodyPublishers.noBody() : body)
                .build();
    }

    private static boolean mayBeRepeated(HttpResponse<byte[]> response, boolean repeatable) {
        int status = response.statusCode();
        boolean notCarriedOut = status == 429
                || status == 503 && response.headers().firstValue("Retry-After").isPresent();
        return notCarriedOut || repeatable && TRANSIENT.contains(status);
    }

    private CommandFailed noAnswer(String method, String path, IOException e) {
        return new CommandFailed(
                method + " " + base.resolve(path) + " got no answer (" + reason(e)
                        + "): ./trapline status shows what runs, ./trapline up starts what does not",
                e);
    }

    private static String reason(IOException e) {
        return e instanceof ConnectException ? "nothing listens there" : String.valueOf(e.getMessage());
    }

    private static ApiProblem problem(String request, HttpResponse<byte[]> response) {
        JsonNode body = Json.parseOrMissing(response.body());
        return new ApiProblem(
                request,
                response.statusCode(),
                body.path("type").asText("about:blank"),
                body.path("title").asText("HTTP " + response.statusCode()),
                body.path("detail").asText(""),
                body);
    }

    private static List<JsonNode> lines(Answer answer) {
        List<JsonNode> lines = new ArrayList<>();
        try (var values =
                Json.MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(new ByteArrayInputStream(answer.bytes()))) {
            while (values.hasNextValue()) {
                lines.add(values.nextValue());
            }
            return lines;
        } catch (IOException cutOff) {
            return List.of();
        }
    }

    private static HttpClient newHttpClient() {
        // No proxy: everything is on this machine, whatever the environment says of the world outside.
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }
}
