package org.trapline.cli.demo;

import java.time.Duration;
import java.time.Instant;
import org.trapline.cli.Terminal;

/** Tells the story as it happens: since when, who, what. */
final class Narrator {
    private final Terminal terminal;
    private final Instant begun;

    Narrator(Terminal terminal, Instant begun) {
        this.terminal = terminal;
        this.begun = begun;
    }

    Terminal terminal() {
        return terminal;
    }

    Instant begun() {
        return begun;
    }

    String elapsed() {
        return Terminal.time(Duration.between(begun, Instant.now()));
    }

    void chapter(String title) {
        terminal.heading(title);
    }

    void tell(String who, String what) {
        terminal.line("%12s  %-13s  %s".formatted(elapsed(), who, what));
    }

    /** How far a long step has come. */
    void passing(String what) {
        terminal.passing("%12s  %-13s  %s".formatted(elapsed(), "", what));
    }
}
