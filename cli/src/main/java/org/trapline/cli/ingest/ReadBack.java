package org.trapline.cli.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.Terminal;

/**
 * Reads every message back by its SHA-256 and compares it with what lies here: a file byte for byte, the messages of an
 * archive or mbox one by one with their hashes.
 */
final class ReadBack {

    private static final int AT_ONCE = 4;

    private final ApiClient api;
    private final Terminal terminal;

    /**
     * @param identical messages that came back as they lie here
     * @param differences one line for every message that did not, and for every archive or mbox that its receipts do not
     *     account for
     */
    record Result(int identical, List<String> differences) {}

    ReadBack(ApiClient api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    Result compare(Tally tally) {
        List<Tally.Receipt> receipts = tally.receipts();
        List<String> found = differences(receipts);
        BitSet different = new BitSet(receipts.size());
        for (int i = 0; i < found.size(); i++) {
            different.set(i, !found.get(i).isEmpty());
        }
        List<String> differences = new ArrayList<>(found);
        for (Tally.Container container : tally.containers()) {
            terminal.passing("comparing " + container.file().path());
            LocalMessages.Comparison comparison =
                    LocalMessages.compare(container.file(), receipts.subList(container.from(), container.to()));
            different.set(container.from() + comparison.identical(), container.to());
            differences.add(comparison.difference());
        }
        differences.removeIf(String::isEmpty);
        return new Result(receipts.size() - different.cardinality(), differences);
    }

    /** A line for every receipt, empty when the message is there as it was sent. */
    private List<String> differences(List<Tally.Receipt> receipts) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (Tally.Receipt receipt : receipts) {
                answers.add(threads.submit(() -> {
                    String difference = difference(receipt);
                    terminal.passing("read back " + done.incrementAndGet() + " of " + receipts.size());
                    return difference;
                }));
            }
            List<String> differences = new ArrayList<>();
            for (Future<String> answer : answers) {
                differences.add(answer.get());
            }
            return differences;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Empty when there is none. */
    private String difference(Tally.Receipt receipt) {
        String name = receipt.path() == null ? receipt.sha256() : receipt.path() + " (" + receipt.sha256() + ")";
        try {
            String exhibit = api.get("/api/evidence/exhibits/by-hash/" + receipt.sha256())
                    .path("id")
                    .asText();
            byte[] stored = api.bytes("/api/evidence/exhibits/" + exhibit + "/raw");
            if (!Sha256.of(stored).equals(receipt.sha256())) {
                return name + ": came back with another hash";
            }
            if (receipt.path() != null && !Arrays.equals(stored, Files.readAllBytes(receipt.path()))) {
                return name + ": differs from the file";
            }
            return "";
        } catch (ApiProblem e) {
            return name + ": " + e.getMessage();
        } catch (IOException e) {
            return name + ": the file cannot be read again: " + e.getMessage();
        }
    }
}
