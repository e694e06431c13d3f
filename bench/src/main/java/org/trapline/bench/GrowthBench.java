package org.trapline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trapline.cli.Installation;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether a message costs more when a million are there already. */
@Command(
        name = "growth",
        description = "CPU of 10,000 messages when 1,000,000 are there, against the same after warm-up, in one JVM."
                + " --quick stops at 150,000.")
final class GrowthBench implements Callable<Integer> {

    private static final int WINDOW = 10_000;
    private static final int WARM_UP = 70_000;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        Terminal terminal = options.terminal();
        Path folder = Installation.locate(null, 0).root().resolve(".trapline/bench");
        int total = options.quick() ? 150_000 : 1_000_000;
        int windows = options.laps(3, 15);
        Verdicts verdicts = new Verdicts("growth");
        Program.require("curl", "curl");
        List<Double> seconds = new ArrayList<>();
        try (Evidence evidence = options.evidence(folder)) {
            evidence.startFresh(Map.of());
            for (int from = 0; from < total; from += WINDOW) {
                double used = evidence.take(GeneratedMail.messages(from, WINDOW));
                seconds.add(used);
                terminal.line(String.format(
                        Locale.ROOT, "%,d messages: %.2f CPU-seconds for the last %,d", from + WINDOW, used, WINDOW));
            }
        }
        int warm = WARM_UP / WINDOW;
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            ratios.add(seconds.get(seconds.size() - windows + i) / seconds.get(warm + i));
        }
        terminal.line(String.format(
                Locale.ROOT,
                "The %d windows after the first %,d messages, which warm the JVM up, against the last %d; full text is on.",
                windows,
                WARM_UP,
                windows));
        verdicts.note("windows", seconds);
        verdicts.judge(
                Requirement.atMost(options.quick() ? "150k-vs-80k" : "1m-vs-10k", 1.3, 1.1), Ratio.of(ratios), "x");
        return verdicts.close(options);
    }
}
