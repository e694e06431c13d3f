package org.trapline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.Installation;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How long after its acknowledgement a message is under a signed checkpoint that anyone can fetch. */
@Command(
        name = "checkpoint",
        description =
                "Seconds from the acknowledgement of a message to a public signed checkpoint that covers it, while"
                        + " bulk mail comes in beside it.")
final class CheckpointBench implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BULK = 2000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        Terminal terminal = options.terminal();
        Path folder = Installation.locate(null, 0).root().resolve(".trapline/bench");
        int messages = options.laps(100, 1000);
        Verdicts verdicts = new Verdicts("checkpoint");
        List<Double> seconds = new ArrayList<>();
        try (Evidence evidence = options.evidence(folder)) {
            evidence.startFresh(Map.of());
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> bulk = CompletableFuture.runAsync(() -> {
                for (int from = messages; !done.get(); from += BULK) {
                    evidence.upload(
                            "application/x-tar",
                            BodyPublishers.ofByteArray(
                                    GeneratedMail.messages(from, BULK).tar()));
                }
            });
            for (int i = 0; i < messages; i++) {
                seconds.add(secondsToCheckpoint(evidence, GeneratedMail.message(i)));
                terminal.passing(i + " of " + messages);
            }
            done.set(true);
            bulk.join();
        }
        double longest = seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        terminal.line("median "
                + Cpu.text(Ratio.median(
                        seconds.stream().mapToDouble(Double::doubleValue).toArray())) + " s, longest of " + messages
                + " " + Cpu.text(longest) + " s: the time of the request that asks");
        verdicts.note("messages", messages);
        verdicts.judge(Requirement.atMost("longest-seconds", 1, 0), Ratio.of(List.of(longest)), " s");
        return verdicts.close(options);
    }

    private static double secondsToCheckpoint(Evidence evidence, byte[] raw) {
        String receipts = evidence.uploadForReceipts(BodyPublishers.ofByteArray(raw));
        long acknowledged = System.nanoTime();
        long leaf = leafIndex(receipts);
        while (sizeOf(evidence.get("/api/evidence/log/checkpoint")) <= leaf) {
            if (System.nanoTime() - acknowledged > 60_000_000_000L) {
                throw new CommandFailed("no checkpoint covers leaf " + leaf + " a minute after its acknowledgement");
            }
        }
        return (System.nanoTime() - acknowledged) / 1e9;
    }

    private static long leafIndex(String receipts) {
        try {
            JsonNode first = JSON.readTree(receipts.lines().findFirst().orElseThrow());
            return first.get("leafIndex").longValue();
        } catch (JsonProcessingException e) {
            throw new CommandFailed("the receipts are no JSON", e);
        }
    }

    /** The second line of a checkpoint (C2SP tlog-checkpoint). */
    private static long sizeOf(String note) {
        return Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
    }
}
