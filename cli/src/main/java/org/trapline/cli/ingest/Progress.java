package org.trapline.cli.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.trapline.cli.Terminal;

/** How far an ingest has come, as one passing line. */
final class Progress {

    /** What is over by then needs no progress, and rates mean nothing yet. */
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final long totalBytes;
    private final Instant begun = Instant.now();
    private long messages;
    private long bytes;

    Progress(Terminal terminal, long totalBytes) {
        this.terminal = terminal;
        this.totalBytes = totalBytes;
    }

    synchronized void done(long moreMessages, long moreBytes) {
        messages += moreMessages;
        bytes += moreBytes;
        show(bytes);
    }

    /** Bytes of the batch that is on its way. */
    synchronized void sending(long ofBatch) {
        show(Math.min(totalBytes, bytes + ofBatch));
    }

    void failed(FailedFile file) {
        terminal.line("not taken in: " + file);
    }

    Duration elapsed() {
        return Duration.between(begun, Instant.now());
    }

    private void show(long now) {
        if (elapsed().compareTo(WORTH_SHOWING) < 0) {
            return;
        }
        double seconds = Math.max(0.001, elapsed().toMillis() / 1000.0);
        String left = now == 0
                ? ""
                : ", " + Terminal.time(Duration.ofMillis((long) (seconds * 1000 * (totalBytes - now) / now))) + " left";
        terminal.passing(String.format(
                Locale.ROOT,
                "%d messages, %s of %s, %.0f messages/s%s",
                messages,
                Terminal.size(now),
                Terminal.size(totalBytes),
                messages / seconds,
                left));
    }
}
