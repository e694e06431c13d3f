package org.trapline.rdap;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** GET within limits. Redirects are followed by hand so that the guard sees each address before it is connected to. */
final class GuardedHttp {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Consumer<URI> guard;
    private final RdapLimits limits;
    private final Clock clock;
    private final HttpClient http;

    GuardedHttp(Consumer<URI> guard, RdapLimits limits, Clock clock) {
        this.guard = guard;
        this.limits = limits;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    RawReply get(URI uri, String accept) throws NoReply {
        URI at = uri;
        for (int redirects = 0; ; redirects++) {
            RawReply reply = exchange(at, accept);
            if (!REDIRECTS.contains(reply.status())) {
                return reply;
            }
            if (redirects == limits.redirects()) {
                throw new NoReply("more than " + limits.redirects() + " redirects, the last by " + at);
            }
            at = target(at, reply);
        }
    }

    private static URI target(URI from, RawReply reply) throws NoReply {
        String location = Headers.first(reply, "location");
        if (location == null) {
            throw new NoReply("a redirect without a Location by " + from);
        }
        URI to;
        try {
            to = from.resolve(location.strip());
        } catch (IllegalArgumentException e) {
            throw new NoReply("a redirect to what is no URL by " + from);
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
            throw new NoReply("a redirect from https to " + to.getScheme() + " by " + from);
        }
        return to;
    }

    private RawReply exchange(URI uri, String accept) throws NoReply {
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new NoReply("not an http(s) address: " + uri);
        }
        try {
            guard.accept(uri);
        } catch (RuntimeException refusal) {
            throw new NoReply("the outbound guard refused " + uri + ": " + refusal.getMessage());
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", accept)
                .timeout(limits.exchange())
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, head -> new BoundedBody(limits.bodyBytes()));
        try {
            // The request's own timeout ends with the headers; this one also covers a body that trickles.
            HttpResponse<byte[]> response = exchange.get(limits.exchange().toMillis(), TimeUnit.MILLISECONDS);
            return new RawReply(
                    uri, response.statusCode(), Headers.lowerCase(response), response.body(), clock.instant());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new NoReply("no complete reply within " + limits.exchange() + " from " + uri);
        } catch (ExecutionException e) {
            throw new NoReply("no reply from " + uri + ": " + e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoReply("interrupted while waiting for " + uri);
        }
    }
}
