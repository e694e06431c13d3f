package org.trapline.evidence.intake;

import java.util.UUID;
import org.trapline.evidence.mail.MalformedUpload;

/** An upload has a fault; the messages that came whole before it are kept and have their receipts. */
public final class IntakeInterrupted extends RuntimeException {

    private final String fault;
    private final UUID batch;
    private final long kept;

    IntakeInterrupted(UUID batch, long kept, MalformedUpload cause) {
        super(
                cause.getMessage() + (kept == 0 ? "; nothing was kept" : "; " + kept + " messages before it were kept"),
                cause);
        this.fault = cause.fault();
        this.batch = batch;
        this.kept = kept;
    }

    public String fault() {
        return fault;
    }

    public UUID batch() {
        return batch;
    }

    public long kept() {
        return kept;
    }
}
