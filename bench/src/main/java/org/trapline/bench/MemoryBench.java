package org.trapline.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.Installation;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much memory the service takes while it takes a large mailbox in one request. */
@Command(
        name = "memory",
        description = "Peak resident memory of evidence-service while it takes an mbox of 1 GB in one request;"
                + " with --quick of 100 MB.")
final class MemoryBench implements Callable<Integer> {

    private static final double MEGABYTE = 1_000_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--megabytes", paramLabel = "N", description = "Size of the mbox (default: as the variant has it)")
    private @Nullable Integer megabytes;

    @Override
    public Integer call() {
        Terminal terminal = options.terminal();
        Path folder = Installation.locate(null, 0).root().resolve(".trapline/bench");
        long bytes = (megabytes != null ? megabytes : options.quick() ? 100 : 1000) * 1_000_000L;
        Verdicts verdicts = new Verdicts("memory");
        try (Evidence evidence = options.evidence(folder)) {
            evidence.startFresh(Map.of());
            double started = evidence.peakResident() / MEGABYTE;
            double seconds = evidence.during(() -> terminal.line(evidence.upload(
                    "application/mbox", BodyPublishers.ofInputStream(() -> new SequenceInputStream(new Mbox(bytes))))));
            double peak = evidence.peakResident() / MEGABYTE;
            terminal.line("after its start " + Math.round(started) + " MB, " + Cpu.text(seconds)
                    + " CPU-seconds; full text is on");
            verdicts.note("after start, MB", started);
            verdicts.judge(Requirement.atMost("peak-resident-mb", 700, 400), Ratio.of(List.of(peak)), " MB");
        }
        return verdicts.close(options);
    }

    /** Generated messages as mboxrd (RFC 4155 has the family), made while they are read. */
    private static final class Mbox implements Enumeration<InputStream> {

        private static final int AT_ONCE = 100;

        private final long bytes;
        private long made;
        private int index;

        Mbox(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean hasMoreElements() {
            return made < bytes;
        }

        @Override
        public InputStream nextElement() {
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            for (int i = 0; i < AT_ONCE; i++) {
                part.writeBytes("From MAILER-DAEMON Thu Jun 12 10:00:00 2025\n".getBytes(StandardCharsets.US_ASCII));
                part.writeBytes(GeneratedMail.message(index++));
                part.write('\n');
            }
            made += part.size();
            return new ByteArrayInputStream(part.toByteArray());
        }
    }
}
