package org.trapline.evidence.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.trapline.evidence.mail.MalformedUpload;
import org.trapline.evidence.mail.MessageStream;

/** One intake from its first byte to its last receipt: takes messages as they come and records them in batches. */
final class Intake {

    private final Provenance provenance;
    private final Recorder recorder;
    private final IntakeConfig config;
    private final Clock clock;
    private final List<Received> waiting = new ArrayList<>();
    private long waitingBytes;
    private long received;
    private long fresh;
    private long defective;

    Intake(Provenance provenance, Recorder recorder, IntakeConfig config, Clock clock) {
        this.provenance = provenance;
        this.recorder = recorder;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes all messages of an upload.
     *
     * @throws IntakeInterrupted when the upload has a fault; the messages before it are recorded
     * @throws IOException when the connection breaks; likewise
     */
    void take(MessageStream messages) throws IOException {
        try {
            for (byte[] raw = messages.next(); raw != null; raw = messages.next()) {
                add(raw);
            }
        } catch (MalformedUpload e) {
            recordWaiting();
            throw new IntakeInterrupted(provenance.batch(), received, e);
        } catch (IOException e) {
            recordWaiting();
            throw e;
        }
        recordWaiting();
    }

    private void add(byte[] raw) {
        waiting.add(Received.of(raw, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        waitingBytes += raw.length;
        if (waiting.size() >= config.batchMessages() || waitingBytes >= config.batchBytes()) {
            recordWaiting();
        }
    }

    private void recordWaiting() {
        if (waiting.isEmpty()) {
            return;
        }
        Recorder.Recorded recorded = recorder.record(provenance, List.copyOf(waiting));
        received += recorded.received();
        fresh += recorded.fresh();
        defective += recorded.defective();
        waiting.clear();
        waitingBytes = 0;
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
