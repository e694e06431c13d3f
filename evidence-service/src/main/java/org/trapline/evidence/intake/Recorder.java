package org.trapline.evidence.intake;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The one way into the evidence, for uploads, SMTP and deposits alike. Reading the messages and committing to their parts is
 * most of the work: it is done in the caller's thread, and only then the messages queue for the one writer.
 */
@ApplicationScoped
public class Recorder {

    private final EvidenceRows rows;
    private final RecentExhibits recent;
    private final SubmissionQueue queue;
    private final Thread writer;

    Recorder(EvidenceRows rows, RecentExhibits recent, EvidenceWriter evidence, IntakeConfig config) {
        this.rows = rows;
        this.recent = recent;
        this.queue = new SubmissionQueue(config);
        this.writer = new Thread(() -> evidence.writeAll(queue), "evidence-writer");
    }

    void start(@Observes StartupEvent event) {
        writer.start();
    }

    /** What was taken in is still written; nothing more is. Before the followers stop. */
    void stop(@Observes @Priority(50) ShutdownEvent event) throws InterruptedException {
        queue.close();
        writer.join(TimeUnit.SECONDS.toMillis(30));
    }

    /** Whether the one writer is there. */
    boolean writes() {
        return writer.isAlive();
    }

    /**
     * Records messages in their order and returns when they are durable; one that is there already gets one more receipt.
     *
     * @throws TooManyIntakes when so much waits already that this cannot
     */
    public Recorded record(List<Received> messages) {
        return submit(messages).await();
    }

    /** The same without the wait: the messages are durable only when the submission says so. */
    Submission submit(List<Received> messages) {
        long asOf = recent.commits();
        Map<ByteBuffer, UUID> known =
                rows.known(messages.stream().map(Received::sha256).toList());
        Map<ByteBuffer, NewExhibit> candidates = new LinkedHashMap<>();
        for (Received message : messages) {
            if (!known.containsKey(message.key())) {
                candidates.computeIfAbsent(
                        message.key(), key -> NewExhibit.of(UuidCreator.getTimeOrderedEpoch(), message));
            }
        }
        Submission submission = Submission.of(messages, asOf, known, candidates);
        queue.put(submission);
        return submission;
    }
}
