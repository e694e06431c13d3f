package org.trapline.evidence.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.MalformedUpload;
import org.trapline.evidence.mail.MessageStream;

/** One intake from its first byte to its last receipt: takes messages as they come and records them in batches. */
final class Intake {

    private final Provenance provenance;
    private final Recorder recorder;
    private final IntakeConfig config;
    private final Clock clock;
    /** What a large message holds, until it is durable. */
    private final Memory.Share room;

    private final List<Received> waiting = new ArrayList<>();
    private long waitingBytes;
    private @Nullable Submission submitted;
    private long received;
    private long fresh;
    private long defective;

    Intake(Provenance provenance, Recorder recorder, IntakeConfig config, Clock clock, Memory.Share room) {
        this.provenance = provenance;
        this.recorder = recorder;
        this.config = config;
        this.clock = clock;
        this.room = room;
    }

    /**
     * Takes all messages of an upload.
     *
     * @throws IntakeInterrupted when the upload has a fault; the messages before it are recorded
     * @throws UploadTooSlow when the sender does not keep the pace; likewise
     * @throws IOException when the connection breaks; likewise
     */
    void take(MessageStream messages) throws IOException {
        try {
            for (byte[] raw = messages.next(); raw != null; raw = messages.next()) {
                add(raw);
            }
        } catch (MalformedUpload e) {
            finish();
            throw new IntakeInterrupted(provenance.batch(), received, e);
        } catch (PacedBody.SlowSender e) {
            finish();
            throw new UploadTooSlow(provenance.batch(), received);
        } catch (IOException e) {
            finish();
            throw e;
        }
        finish();
    }

    private void add(byte[] raw) {
        waiting.add(Received.of(raw, clock.instant().truncatedTo(ChronoUnit.MICROS), provenance, null));
        waitingBytes += raw.length;
        if (waiting.size() >= config.batchMessages() || waitingBytes >= config.batchBytes() || room.isTaken()) {
            submitWaiting();
        }
    }

    /** One batch is written while the next is read, no more: the writer's pace is the upload's. After a large message none is. */
    private void submitWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Received> batch = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        Submission next = recorder.submit(batch);
        awaitSubmitted();
        submitted = next;
        if (room.isTaken()) {
            awaitSubmitted();
            room.close();
        }
    }

    private void finish() {
        submitWaiting();
        awaitSubmitted();
    }

    private void awaitSubmitted() {
        if (submitted != null) {
            Recorded recorded = submitted.await();
            submitted = null;
            received += recorded.received();
            fresh += recorded.fresh();
            defective += recorded.defective();
        }
    }

    long received() {
        return received;
    }

    long fresh() {
        return fresh;
    }

    long defective() {
        return defective;
    }
}
