package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.trapline.cli.ApiClient;
import org.trapline.cli.Terminal;
import org.trapline.cli.demo.SpamRing.Trap;

/** The investigator hands in what the traps received, trap by trap, and keeps the receipts. */
final class IntakeChapter {
    /** Small enough that a fault in the middle costs little, large enough that a batch is worth its commit. */
    private static final int BATCH = 500;

    private static final Duration NEWS = Duration.ofSeconds(60);

    private final Casebook book;
    private final ApiClient investigator;
    private final long heldBefore;
    private int received;

    private IntakeChapter(Casebook book) {
        this.book = book;
        this.investigator = book.desks.of(Desks.INVESTIGATOR);
        this.heldBefore = LogProof.newest(book.desks.anonymous()).size();
    }

    static void play(Casebook book) {
        IntakeChapter chapter = new IntakeChapter(book);
        for (Trap trap : book.ring.traps()) {
            chapter.handIn(trap);
        }
        book.narrator.tell(
                Desks.INVESTIGATOR,
                "handed in %,d trap messages (%s): %,d exhibits, %,d of which the platform already held"
                        .formatted(
                                book.truth.messages(),
                                Terminal.size(book.truth.bytes()),
                                book.truth.distinct(),
                                book.heldBefore.size()));
    }

    private void handIn(Trap trap) {
        List<Integer> indices = book.mail.indices(trap.name());
        for (int from = 0; from < indices.size(); from += BATCH) {
            List<Integer> batch = indices.subList(from, Math.min(indices.size(), from + BATCH));
            String path =
                    "/api/evidence/intake?trap=%s&source=demo&matter=%s".formatted(book.trap(trap.name()), book.matter);
            // evidence may not have heard of the matter yet, and treats an unknown one as sealed
            List<JsonNode> receipts = Waiting.untilAccepted(
                    NEWS,
                    refusal -> refusal.status() == 403 || refusal.status() == 404,
                    () -> investigator.upload(path, "application/x-tar", () -> tar(batch)));
            receipts.stream()
                    .filter(r -> r.has("leafIndex") && r.path("leafIndex").asLong() < heldBefore)
                    .forEach(r -> book.heldBefore.add(r.path("sha256").asText()));
            received += batch.size();
            book.narrator.passing("%,d of %,d messages are in the vault".formatted(received, book.mail.messages()));
        }
    }

    private InputStream tar(List<Integer> indices) {
        return MailTar.of(
                indices.stream().map(book.mail::message).peek(book.truth::note).iterator());
    }
}
