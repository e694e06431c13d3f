package org.trapline.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers a notice under its own link, patiently: whoever sent the mail may be restarting. Follows a link to this machine
 * only, for the simulator must never call anybody outside.
 */
final class PortalClient {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** Refusals that another attempt cannot change; all others may come of a restart or of a reply that came too soon. */
    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 405, 410, 413, 415, 422);

    private final CountDownLatch closing;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** @param closing opened when the simulator stops; no attempt is made after that */
    PortalClient(CountDownLatch closing) {
        this.closing = closing;
    }

    /** @throws UndeliverableReply when the link leads elsewhere, the answer is refused or patience ends */
    void post(URI link, String what, Object body) throws UndeliverableReply, InterruptedException {
        if (!loopback(link)) {
            throw new UndeliverableReply("the reply link does not lead to this machine: " + link.getHost());
        }
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(link + "/" + what))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(World.JSON.writeValueAsBytes(body)))
                    .build();
        } catch (IOException e) {
            throw new UndeliverableReply("the " + what + " cannot be written: " + e.getMessage());
        }
        Instant end = Instant.now().plus(PATIENCE);
        Duration pause = Duration.ofMillis(250);
        while (true) {
            String outcome = attempt(request);
            if (outcome.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new UndeliverableReply("gave up the " + what + ": " + outcome);
            }
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closing");
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Empty when it went through, else what happened. */
    private String attempt(HttpRequest request) throws UndeliverableReply, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status >= 200 && status < 300) {
                return "";
            }
            if (FINAL.contains(status)) {
                throw new UndeliverableReply("status " + status + " to the reply: " + shortened(response.body()));
            }
            return "status " + status;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String shortened(String body) {
        return body.length() > 200 ? body.substring(0, 200) : body;
    }

    private static boolean loopback(URI link) {
        String host = String.valueOf(link.getHost()).toLowerCase(Locale.ROOT);
        // By spelling, so that no name is ever looked up.
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
