package org.trapline.evidence.intake;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Messages that wait to be written, from one who waits for them to be durable.
 *
 * @param messages in their order
 * @param asOf commits that this process had made before the rows were asked for known exhibits
 * @param known exhibits that were there when the messages came, by hash
 * @param candidates an exhibit in the making for every other hash
 * @param bytes of all messages
 * @param outcome completed when all of them are durable, or have failed
 */
record Submission(
        List<Received> messages,
        long asOf,
        Map<ByteBuffer, UUID> known,
        Map<ByteBuffer, NewExhibit> candidates,
        long bytes,
        CompletableFuture<Recorded> outcome) {

    static Submission of(
            List<Received> messages, long asOf, Map<ByteBuffer, UUID> known, Map<ByteBuffer, NewExhibit> candidates) {
        long bytes = messages.stream().mapToLong(m -> m.raw().length).sum();
        return new Submission(messages, asOf, known, candidates, bytes, new CompletableFuture<>());
    }

    void complete(Collection<NewExhibit> fresh) {
        outcome.complete(Recorded.of(messages, fresh));
    }

    /**
     * Waits until the messages are durable.
     *
     * @throws RuntimeException what the writer met; none of it was acknowledged to anyone
     */
    Recorded await() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
