package org.trapline.evidence.intake;

import java.util.UUID;

/** An upload came so slowly that its place was given up; the messages that came whole before are kept and have their receipts. */
public final class UploadTooSlow extends RuntimeException {

    private final UUID batch;
    private final long kept;

    UploadTooSlow(UUID batch, long kept) {
        super("The upload came too slowly"
                + (kept == 0 ? "; nothing was kept" : "; " + kept + " messages before it stopped were kept"));
        this.batch = batch;
        this.kept = kept;
    }

    public UUID batch() {
        return batch;
    }

    public long kept() {
        return kept;
    }
}
