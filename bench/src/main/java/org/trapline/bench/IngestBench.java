package org.trapline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.trapline.cli.Installation;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What it costs to take mail as evidence, beside programs that take mail as mail. */
@Command(
        name = "ingest",
        description =
                "Messages per CPU-second from HTTP to durable, parsed, ledgered and linked, beside public-inbox,"
                        + " PostgreSQL's COPY alone and mu. Peers: apt-get install public-inbox maildir-utils postgresql-client curl")
final class IngestBench implements Callable<Integer> {

    private static final int FIRST = 10_000;

    /** The publisher always runs: Kafka's share is its work. */
    private static final Map<String, String> NO_FOLLOWER =
            Map.of("TRAPLINE_EVIDENCE_FOLLOWERS_OFF", "search,findings,campaigns");

    private static final Map<String, String> FULL_TEXT =
            Map.of("TRAPLINE_EVIDENCE_FOLLOWERS_OFF", "findings,campaigns");

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        Terminal terminal = options.terminal();
        Path root = Installation.locate(null, 0).root();
        Path folder = root.resolve(".trapline/bench");
        PublicInbox basic = new PublicInbox(folder.resolve("public-inbox-basic"), "basic");
        PublicInbox full = new PublicInbox(folder.resolve("public-inbox-full"), "full");
        Mu mu = new Mu(folder.resolve("mu"));
        Program.require("curl", "curl");
        Corpus corpus = Corpus.load(folder);
        Verdicts verdicts = new Verdicts("ingest");
        // Times the corpus is taken. The compiler goes on for about as long: until then a part of a lap is its work.
        int warmUp = options.quick() ? 9 : 72;
        // A lap where the others are quick too: curl and psql take as long to start for any number of messages.
        int times = options.quick() ? 1 : 3;
        int laps = options.laps(3, 11);
        try (Evidence evidence = options.evidence(folder)) {
            CopyAlone copy = new CopyAlone(
                    evidence, root.resolve("evidence-service/src/main/resources/db/migration"), folder.resolve("copy"));
            terminal.heading("Without full text");
            evidence.startFresh(NO_FOLLOWER);
            Laps withoutText = new Laps(corpus, times, evidence, terminal);
            double first = evidence.take(corpus.lap("first", 2).first(FIRST));
            verdicts.note("first 10,000 messages of a fresh service, per CPU-second", FIRST / first);
            terminal.line(String.format(
                    Locale.ROOT, "first %,d messages of a fresh service: %.0f per CPU-second", FIRST, FIRST / first));
            withoutText.warmUp(warmUp / times);
            terminal.line("COPY takes the rows of " + String.join(", ", copy.fillTables()));
            withoutText.run(laps, basic, copy);
            copy.dropTables();
            verdicts.judge(Requirement.atLeast("public-inbox-basic", 4, 6), withoutText.ratio(basic), "x");
            verdicts.judge(Requirement.atLeast("copy", 0.35, 0.5), withoutText.ratio(copy), "x");

            terminal.heading("With full text");
            evidence.startFresh(FULL_TEXT);
            Laps withText = new Laps(corpus, 1, evidence, terminal);
            withText.warmUp(warmUp);
            withText.run(laps, full, mu);
            verdicts.judge(Requirement.atLeast("public-inbox-full", 4, 6), withText.ratio(full), "x");
            verdicts.judge(Requirement.atLeast("mu", 1.5, 2.3), withText.ratio(mu), "x");

            terminal.heading("With everything that follows the ledger");
            evidence.startFresh(Map.of());
            Laps withAll = new Laps(corpus, 1, evidence, terminal);
            withAll.warmUp(options.quick() ? 2 : 16);
            withAll.run(options.quick() ? 1 : laps);
            verdicts.note("everything on, messages per CPU-second", withAll.rate());

            terminal.heading("Messages per CPU-second, lap by lap");
            withoutText.print();
            withText.print();
            withAll.print();
        }
        terminal.line("");
        terminal.line(
                "CPU of our side: evidence-service, all of PostgreSQL and all of Kafka, until all that follows is done,");
        terminal.line("and curl, which hands the mail in.");
        terminal.line("CPU of a peer: the program with all it starts; of COPY: all of PostgreSQL, and psql.");
        return verdicts.close(options);
    }

    /** Laps of one state of the service, ours and theirs in turn. */
    private static final class Laps {

        private final Corpus corpus;
        private final int times;
        private final Evidence evidence;
        private final Terminal terminal;
        private final Map<String, List<Double>> rates = new LinkedHashMap<>();
        private int made;

        /** @param times how often a lap has each message of the corpus */
        Laps(Corpus corpus, int times, Evidence evidence, Terminal terminal) {
            this.corpus = corpus;
            this.times = times;
            this.evidence = evidence;
            this.terminal = terminal;
        }

        private Lap next() {
            return corpus.lap("lap-" + made++, times);
        }

        void warmUp(int count) {
            for (int i = 0; i < count; i++) {
                Lap lap = next();
                double rate = lap.size() / evidence.take(lap);
                terminal.line(String.format(Locale.ROOT, "warm-up %d of %d: %.0f", i + 1, count, rate));
            }
        }

        void run(int count, Side... theirs) {
            for (int i = 0; i < count; i++) {
                Lap lap = next();
                StringBuilder line = new StringBuilder("lap " + (i + 1) + " of " + count + ":");
                add(evidence, lap, line);
                for (Side side : theirs) {
                    add(side, lap, line);
                }
                terminal.line(line.toString());
            }
        }

        private void add(Side side, Lap lap, StringBuilder line) {
            Evidence.Shares before = evidence.shares();
            double rate = lap.size() / side.take(lap);
            rates.computeIfAbsent(side.name(), name -> new ArrayList<>()).add(rate);
            line.append(String.format(Locale.ROOT, "  %s %.0f", side.name(), rate));
            if (side == evidence) {
                line.append(" (")
                        .append(evidence.shares().minus(before).text(lap.size()))
                        .append(')');
            }
        }

        Ratio ratio(Side theirs) {
            List<Double> mine = rates.get(evidence.name());
            List<Double> others = rates.get(theirs.name());
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < mine.size(); i++) {
                ratios.add(mine.get(i) / others.get(i));
            }
            return Ratio.of(ratios);
        }

        /** Ours, median of the laps. */
        double rate() {
            return Ratio.median(rates.get(evidence.name()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }

        void print() {
            terminal.table(
                    List.of("side", "median", "laps"),
                    rates.entrySet().stream()
                            .map(side -> List.of(
                                    side.getKey(),
                                    String.format(
                                            Locale.ROOT,
                                            "%.0f",
                                            Ratio.median(side.getValue().stream()
                                                    .mapToDouble(Double::doubleValue)
                                                    .toArray())),
                                    String.join(
                                            " ",
                                            side.getValue().stream()
                                                    .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                                                    .toList())))
                            .toList());
        }
    }
}
