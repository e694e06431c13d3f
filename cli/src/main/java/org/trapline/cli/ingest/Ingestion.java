package org.trapline.cli.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;

/** Sends files batch by batch and counts their receipts; what is refused or cannot be read is named and passed over. */
final class Ingestion {

    private final ApiClient api;
    private final String intake;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final AtomicLong sending = new AtomicLong();

    /** @param intake path and query of the intake */
    Ingestion(ApiClient api, String intake, Progress progress) {
        this.api = api;
        this.intake = intake;
        this.progress = progress;
    }

    Tally tally() {
        return tally;
    }

    void send(List<MailFile> files) {
        Batch.Builder batch = new Batch.Builder();
        for (MailFile file : files) {
            try {
                if (file.form() != MailFile.Form.MESSAGE || file.size() > Batch.LARGE_FILE_BYTES) {
                    batch = flush(batch);
                    send(Batch.of(file), List.of(file));
                } else {
                    add(file, batch);
                }
            } catch (IOException e) {
                fail(FailedFile.of(file.path(), e));
            }
            if (batch.full()) {
                batch = flush(batch);
            }
        }
        flush(batch);
    }

    private void add(MailFile file, Batch.Builder batch) throws IOException {
        byte[] message = Files.readAllBytes(file.path());
        if (message.length == 0) {
            fail(new FailedFile(file.path(), "empty: there is no message in it"));
            return;
        }
        batch.add(file.path(), message);
    }

    private Batch.Builder flush(Batch.Builder builder) {
        if (!builder.isEmpty()) {
            Batch batch = builder.build();
            send(
                    batch,
                    batch.entries().stream()
                            .map(entry -> new MailFile(entry.path(), MailFile.Form.MESSAGE, entry.size()))
                            .toList());
        }
        return new Batch.Builder();
    }

    private void send(Batch batch, List<MailFile> files) {
        List<JsonNode> receipts;
        try {
            receipts = api.upload(intake, batch.mediaType(), () -> new Counted(batch.open()));
        } catch (ApiProblem e) {
            refused(files, e);
            return;
        }
        tally.count(batch, receipts);
        progress.done(
                receipts.size() - 1, files.stream().mapToLong(MailFile::size).sum());
    }

    /** One message that the platform does not take must not keep the others out: each goes by itself then. */
    private void refused(List<MailFile> files, ApiProblem problem) {
        boolean aboutTheContent = List.of(400, 413, 415, 422).contains(problem.status());
        if (!aboutTheContent) {
            throw problem;
        }
        if (files.size() == 1) {
            fail(new FailedFile(files.get(0).path(), problem.detail().isEmpty() ? problem.title() : problem.detail()));
            progress.done(0, files.get(0).size());
            return;
        }
        for (MailFile file : files) {
            try {
                send(Batch.of(file), List.of(file));
            } catch (IOException | UncheckedIOException e) {
                fail(new FailedFile(file.path(), "cannot be read: " + e.getMessage()));
            }
        }
    }

    private void fail(FailedFile file) {
        tally.fail(file);
        progress.failed(file);
    }

    /** Shows how much of a batch has left, which matters for an mbox of gigabytes. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
            sending.set(0);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            sent(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            sent(Math.max(count, 0));
            return count;
        }

        private void sent(int count) {
            progress.sending(sending.addAndGet(count));
        }
    }
}
