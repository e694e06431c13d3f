package org.trapline.bench;

import picocli.CommandLine.Command;

/** {@code ./trapline bench NAME}: exit code 0 when every figure holds, 1 when one does not or the run failed. */
@Command(
        name = "trapline bench",
        description = "Measures the platform beside what people would use instead.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {IngestBench.class, GrowthBench.class, MemoryBench.class, CheckpointBench.class},
        footer = {
            "",
            "Each prints a table and, last, one line RESULT {...}. Everything runs in .trapline/bench on ports of its own.",
            "Only ratios of paired laps mean anything: the machine may be busy, and then both sides are.",
            "Exit codes: 0 every figure holds, 1 one does not or a run failed, 2 wrong arguments."
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        org.trapline.cli.Main.run(new Main(), args);
    }
}
