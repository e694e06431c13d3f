package org.trapline.evidence.timestamps;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.TreeHash;
import org.trapline.verifier.timestamp.Timestamp;
import org.trapline.verifier.timestamp.TimestampVerifier;

/** Asks one authority for time stamps over HTTP (RFC 3161 section 3.4), and believes nothing that it has not verified. */
final class TimestampClient {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI url;
    private final Optional<ASN1ObjectIdentifier> policy;
    private final TimestampVerifier verifier;
    private final Duration patience;
    private final Consumer<URI> guard;
    private final HttpClient http;

    /** @param guard throws when the address may not be reached */
    TimestampClient(
            URI url,
            Optional<ASN1ObjectIdentifier> policy,
            TimestampVerifier verifier,
            Duration patience,
            Consumer<URI> guard) {
        this.url = url;
        this.policy = policy;
        this.verifier = verifier;
        this.patience = patience;
        this.guard = guard;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /** @throws TimestampFailed when there is no answer in time, or it does not hold */
    Answer stamp(byte[] bytes) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        policy.ifPresent(generator::setReqPolicy);
        try {
            TimeStampRequest request = generator.generate(
                    TSPAlgorithms.SHA256, TreeHash.sha256().digest(bytes), new BigInteger(64, RANDOM));
            byte[] reply = post(request.getEncoded());
            // Whether it answers this request: nonce, imprint, policy (RFC 3161 section 2.4.2).
            new TimeStampResponse(reply).validate(request);
            return new Answer(reply, verifier.verify(reply, bytes));
        } catch (TSPException | ProofFailed e) {
            throw new TimestampFailed("the answer does not hold: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new TimestampFailed("the answer cannot be read: " + e.getMessage(), e);
        } catch (TimestampFailed e) {
            throw e;
        } catch (RuntimeException e) {
            // The parser meets what is no ASN.1 of this kind with any of several.
            throw new TimestampFailed("the answer is no time stamp", e);
        }
    }

    /** The limit holds for the exchange as a whole: no timeout of the client covers a body that trickles. */
    private byte[] post(byte[] query) {
        guard(url);
        FutureTask<byte[]> exchange = new FutureTask<>(() -> exchange(query));
        Thread thread = new Thread(exchange, "timestamp");
        thread.setDaemon(true);
        thread.start();
        try {
            return exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimestampFailed("no complete answer within " + patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimestampFailed failed
                    ? failed
                    : new TimestampFailed("no answer: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimestampFailed("interrupted while waiting");
        } finally {
            exchange.cancel(true);
        }
    }

    private void guard(URI target) {
        try {
            guard.accept(target);
        } catch (RuntimeException refusal) {
            throw new TimestampFailed("the outbound guard refused it: " + refusal.getMessage());
        }
    }

    private byte[] exchange(byte[] query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new TimestampFailed("it answered with status " + response.statusCode());
            }
            byte[] reply = body.readNBytes(TimestampVerifier.LARGEST + 1);
            if (reply.length > TimestampVerifier.LARGEST) {
                throw new TimestampFailed("its answer is larger than " + TimestampVerifier.LARGEST + " bytes");
            }
            return reply;
        }
    }

    /**
     * @param reply as it came
     * @param stamp what it says
     */
    record Answer(byte[] reply, Timestamp stamp) {}
}
