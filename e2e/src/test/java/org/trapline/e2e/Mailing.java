package org.trapline.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.trapline.verifier.TreeHash;

/**
 * Posts mail until it is closed, and remembers what was acknowledged. What was not is never sent again, so that nothing is
 * there because of a second try.
 */
final class Mailing implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SENDERS = 2;
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final URI intake;
    private final Supplier<String> token;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong number;
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean closed;

    /**
     * A message that the service said it had kept.
     *
     * @param seed makes the message again
     * @param leaf where it stands in the ledger
     */
    record Acknowledged(long seed, long leaf) {}

    Mailing(URI intake, Supplier<String> token, long seed) {
        this.intake = intake;
        this.token = token;
        this.random = new Random(seed);
        // Another run on the same installation sends other messages.
        this.number = new AtomicLong(seed);
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(this::send, "mailing-" + i);
            senders.add(sender);
            sender.start();
        }
    }

    private void send() {
        while (!closed) {
            int messages = 1 + nextInt(8);
            List<Long> seeds = new ArrayList<>();
            ByteArrayOutputStream mbox = new ByteArrayOutputStream();
            for (int i = 0; i < messages; i++) {
                seeds.add(number.incrementAndGet());
                mbox.writeBytes("From sender@mail.example\n".getBytes(US_ASCII));
                mbox.writeBytes(message(seeds.get(i)));
                mbox.write('\n');
            }
            HttpRequest request = HttpRequest.newBuilder(intake)
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Bearer " + token.get())
                    .header("Content-Type", "application/mbox")
                    .header("Accept", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(mbox.toByteArray()))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    remember(answer.body().lines().toList(), seeds);
                } else {
                    failures.incrementAndGet();
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (ConnectException e) {
                // Nobody is there: nothing was sent. Asking without a pause would take the processor from who starts
                // again.
                LockSupport.parkNanos(PAUSE);
            } catch (IOException e) {
                failures.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** An answer that ends before its summary is none. */
    private void remember(List<String> lines, List<Long> seeds) throws IOException {
        if (lines.size() != seeds.size() + 1
                || !JSON.readTree(lines.get(seeds.size())).has("batch")) {
            failures.incrementAndGet();
            return;
        }
        for (int i = 0; i < seeds.size(); i++) {
            JsonNode receipt = JSON.readTree(lines.get(i));
            acknowledged.put(
                    receipt.path("sha256").textValue(),
                    new Acknowledged(seeds.get(i), receipt.path("leafIndex").longValue()));
        }
        answers.incrementAndGet();
    }

    private synchronized int nextInt(int bound) {
        return random.nextInt(bound);
    }

    /** The same bytes for the same number, none like another. */
    static byte[] message(long seed) {
        Random noise = new Random(seed);
        StringBuilder message = new StringBuilder(
                "From: s" + seed + "@sender.example\nSubject: Offer " + seed + "\nMessage-ID: <" + seed
                        + "@mail.example>\n\nVisit http://www" + Math.floorMod(seed, 7) + ".killed.example/offer\n");
        for (int line = noise.nextInt(60); line >= 0; line--) {
            message.append(Long.toHexString(noise.nextLong()))
                    .append(Long.toHexString(noise.nextLong()))
                    .append('\n');
        }
        return message.toString().getBytes(US_ASCII);
    }

    static String sha256(byte[] message) {
        return HexFormat.of().formatHex(TreeHash.sha256().digest(message));
    }

    Map<String, Acknowledged> acknowledged() {
        return acknowledged;
    }

    /** Answered batches so far. */
    long answers() {
        return answers.get();
    }

    /** Batches without an answer. */
    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        closed = true;
        for (Thread sender : senders) {
            try {
                sender.join(Duration.ofSeconds(70).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
