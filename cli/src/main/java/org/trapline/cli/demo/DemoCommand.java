package org.trapline.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.trapline.cli.Installation;
import org.trapline.cli.InstallationOptions;
import org.trapline.cli.JsonOption;
import org.trapline.cli.Stack;
import org.trapline.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./trapline demo}: the whole path, played by the people whose steps they are. */
@Command(
        name = "demo",
        description = {
            "Play a whole case: trap mail, evidence, attribution, an order, notices, and names that are down.",
            "Every person, company, court, registrar and site in it is invented."
        },
        footer = "Exit code 1 when a fact that the platform states is not what is known to be true.")
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "Trap messages in the window of 23 days (default: ${DEFAULT-VALUE}; the founding case had 45000)")
    private int messages = 2000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (messages < TrapMailGenerator.FEWEST) {
            throw new ParameterException(spec.commandLine(), "--messages must be at least " + TrapMailGenerator.FEWEST);
        }
        Installation installation = installationOptions.installation();
        Terminal terminal = json.terminal();
        terminal.heading("The platform");
        new Stack(installation).start(line -> terminal.line("  " + line));
        SpamRing ring = SpamRing.load();
        Narrator narrator = new Narrator(terminal, Instant.now());
        Casebook book = new Casebook(ring, new TrapMailGenerator(ring, messages), new Desks(installation), narrator);
        play(book);
        Facts facts = FactFinder.find(book);
        ClosingTable.print(terminal, facts, installation.logs());
        json.write(facts);
        return conclude(terminal, narrator, Verdict.of(ring, book.truth, facts));
    }

    private static void play(Casebook book) {
        book.narrator.chapter("1. The world outside, and a matter");
        WorldChapter.play(book);
        MatterChapter.play(book);
        book.narrator.chapter("2. Trap mail becomes evidence");
        IntakeChapter.play(book);
        book.narrator.chapter("3. Who is behind it");
        AttributionChapter.play(book);
        book.narrator.chapter("4. The order");
        OrderChapter.play(book);
        book.narrator.chapter("5. Service, and what the platform sees");
        ServiceChapter.play(book);
    }

    private static int conclude(Terminal terminal, Narrator narrator, List<String> disagreements) {
        terminal.heading(
                disagreements.isEmpty()
                        ? "Every fact agrees with what is known to be true. The story took " + narrator.elapsed() + "."
                        : "The platform is wrong about " + disagreements.size() + " facts:");
        disagreements.forEach(wrong -> terminal.line("  " + wrong));
        terminal.heading("Everything keeps running. Look around:");
        terminal.line("./trapline token legal1         a token for the API at the gateway");
        terminal.line("./trapline logs takedown        what a service has to say");
        terminal.line("./trapline demo                 the story once more: a new matter, the same mail");
        terminal.line("./trapline down                 stop everything; the data stay");
        return disagreements.isEmpty() ? 0 : 1;
    }
}
