package org.trapline.cli.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an ingest. Not thread-safe. */
final class Tally {

    /**
     * A message that the platform has.
     *
     * @param size bytes
     * @param path the local file that is this message; null for a message from an archive or mbox
     */
    record Receipt(String sha256, long size, @Nullable Path path) {}

    /**
     * An archive or mbox whose messages the platform has.
     *
     * @param from the place of its first receipt among all receipts
     * @param to the place after its last one
     */
    record Container(MailFile file, int from, int to) {}

    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private final List<FailedFile> failed = new ArrayList<>();
    private int files;
    private int added;
    private int duplicates;
    private int defective;
    private long ledgerSize;
    private String rootHash = "";

    /** The receipts of one batch, the summary last. */
    void count(Batch batch, List<JsonNode> lines) {
        List<JsonNode> messages = lines.subList(0, lines.size() - 1);
        List<Batch.Entry> sent = batch.entries();
        if (!sent.isEmpty() && sent.size() != messages.size()) {
            sent.forEach(entry -> failed.add(new FailedFile(
                    entry.path(),
                    "sent with " + sent.size() + " messages, for which there are " + messages.size() + " receipts")));
            return;
        }
        int before = receipts.size();
        for (int i = 0; i < messages.size(); i++) {
            count(messages.get(i), sent.isEmpty() ? null : sent.get(i));
        }
        if (batch.container() != null) {
            containers.add(new Container(batch.container(), before, receipts.size()));
        }
        files += Math.max(1, sent.size());
        JsonNode checkpoint = lines.get(lines.size() - 1).path("checkpoint");
        ledgerSize = Math.max(ledgerSize, checkpoint.path("size").asLong());
        rootHash = checkpoint.path("rootHash").asText(rootHash);
    }

    private void count(JsonNode receipt, Batch.@Nullable Entry sent) {
        String sha256 = receipt.path("sha256").asText();
        if (sent != null && !sent.sha256().equals(sha256)) {
            failed.add(new FailedFile(sent.path(), "receipt is for " + sha256 + ", the file is " + sent.sha256()));
            return;
        }
        receipts.add(new Receipt(sha256, receipt.path("size").asLong(), sent == null ? null : sent.path()));
        if (receipt.path("duplicate").asBoolean()) {
            duplicates++;
        } else {
            added++;
        }
        if (!receipt.path("defects").isEmpty()) {
            defective++;
        }
    }

    void fail(FailedFile file) {
        failed.add(file);
    }

    List<Receipt> receipts() {
        return receipts;
    }

    List<Container> containers() {
        return containers;
    }

    List<FailedFile> failed() {
        return failed;
    }

    /** Files that have their receipts. */
    int files() {
        return files;
    }

    /** Different messages among the receipts. */
    long exhibits() {
        return receipts.stream().map(Receipt::sha256).distinct().count();
    }

    /** Receipts of messages that the platform did not have before. */
    int added() {
        return added;
    }

    int duplicates() {
        return duplicates;
    }

    int defective() {
        return defective;
    }

    /** Entries of the ledger at the last checkpoint. */
    long ledgerSize() {
        return ledgerSize;
    }

    String rootHash() {
        return rootHash;
    }
}
