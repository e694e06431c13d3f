package org.trapline.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.Terminal;
import org.trapline.cli.demo.Facts.EvidenceFacts;
import org.trapline.cli.demo.Facts.LineFacts;
import org.trapline.cli.demo.Facts.OperatorFacts;

/** The facts for a person to read. */
final class ClosingTable {
    private final Terminal terminal;
    private final Facts facts;

    private ClosingTable(Terminal terminal, Facts facts) {
        this.terminal = terminal;
        this.facts = facts;
    }

    static void print(Terminal terminal, Facts facts, Path logs) {
        ClosingTable table = new ClosingTable(terminal, facts);
        table.evidence();
        table.sites();
        table.operators();
        table.order();
        table.notices();
        table.notDown();
        table.chain(logs);
    }

    private void evidence() {
        EvidenceFacts evidence = facts.evidence();
        terminal.heading("Evidence");
        terminal.table(
                List.of("what", "value"),
                List.of(
                        List.of("trap messages handed in", "%,d".formatted(facts.messages())),
                        List.of(
                                "exhibits (exact copies are one)",
                                "%,d, %s".formatted(evidence.exhibits(), Terminal.size(evidence.bytes()))),
                        List.of("resubmissions: already held", "%,d".formatted(evidence.alreadyHeld())),
                        List.of("defects", evidence.defects().isEmpty() ? "none" : counts(evidence.defects())),
                        List.of(
                                "read back byte for byte",
                                "%d of %d sampled".formatted(evidence.identical(), evidence.sampled())),
                        List.of(
                                "checkpoint",
                                "%s, %,d leaves, root %s"
                                        .formatted(evidence.logOrigin(), evidence.logSize(), evidence.logRoot())),
                        List.of("its Ed25519 signature", evidence.signatureHolds() ? "verified here" : "DOES NOT HOLD"),
                        List.of(
                                "inclusion of leaf " + evidence.proof().leafIndex(),
                                evidence.proof().holds() ? "verified here (RFC 9162)" : "DOES NOT HOLD")));
    }

    private void sites() {
        terminal.heading("Sites (" + facts.sites().size() + ")");
        List<List<String>> rows = facts.sites().stream()
                .sorted(Comparator.comparingInt(Facts.SiteFacts::exhibits).reversed())
                .map(s -> List.of(
                        s.site(),
                        String.valueOf(s.exhibits()),
                        s.registrar() == null ? "-" : s.registrar(),
                        operatorOf(s.site())))
                .toList();
        terminal.table(List.of("site", "exhibits", "registrar", "operator"), rows);
    }

    private String operatorOf(String site) {
        return facts.operators().stream()
                .filter(o -> o.sites().contains(site))
                .map(o -> o.id().substring(o.id().length() - 6))
                .findFirst()
                .orElse("none");
    }

    private void operators() {
        terminal.heading("Operators");
        for (OperatorFacts operator : facts.operators()) {
            terminal.line("%s  revision %d, %.0f bits, %d sites, %d parties, %s%s"
                    .formatted(
                            operator.id(),
                            operator.revision(),
                            operator.bits(),
                            operator.sites().size(),
                            operator.parties().size(),
                            operator.reviewed() == null ? "not reviewed" : operator.reviewed(),
                            operator.ringleader() == null ? "" : ", likely ringleader " + operator.ringleader()));
            operator.reasons()
                    .forEach(r -> terminal.line("    %5.1f bits  %s %s%s"
                            .formatted(
                                    r.bits(),
                                    r.kind(),
                                    r.value(),
                                    r.value().isEmpty() ? "" : " (held by " + r.frequency() + ")")));
        }
    }

    private void order() {
        Facts.OrderFacts order = facts.order();
        terminal.heading("Order " + order.id());
        terminal.line("%s; docket %s, %s; certified copy sha256 %s; drafted by %s, approved by %s"
                .formatted(
                        order.state(),
                        order.docket(),
                        order.judge(),
                        order.certifiedCopySha256(),
                        order.drafter(),
                        order.approver()));
        terminal.table(
                List.of("target", "action", "registrar", "state", "last seen"),
                order.lines().stream()
                        .map(l -> List.of(l.value(), l.action(), dash(l.registrar()), l.state(), dash(l.lastSeen())))
                        .toList());
    }

    private void notices() {
        terminal.heading("Notices and their proof of delivery");
        terminal.table(
                List.of("notice", "registrar", "names", "to", "state", "proof"),
                facts.notices().stream()
                        .map(n -> List.of(
                                n.id(), n.registrar(), String.valueOf(n.names()), n.to(), n.state(), dash(n.proof())))
                        .toList());
    }

    private void notDown() {
        Map<String, Integer> states = new TreeMap<>();
        List<List<String>> rows = new ArrayList<>();
        for (LineFacts line : facts.order().lines()) {
            if (line.kind().equals("DOMAIN")) {
                states.merge(line.state(), 1, Integer::sum);
                if (!line.state().equals("DOWN")) {
                    rows.add(List.of(line.value(), line.state(), dash(line.why())));
                }
            }
        }
        terminal.heading("What is down: " + facts.order().in("DOWN") + " names (" + counts(states) + ")");
        if (!rows.isEmpty()) {
            terminal.table(List.of("not down", "state", "why"), rows);
        }
    }

    private void chain(Path logs) {
        Facts.Chain chain = facts.chain();
        terminal.heading("From one message to the notice that rests on it");
        terminal.table(
                List.of("step", "id"),
                List.of(
                        List.of("message, sha256", chain.sha256()),
                        List.of("intake batch", chain.batch()),
                        List.of("exhibit", chain.exhibit()),
                        List.of("leaf of the evidence log", String.valueOf(chain.leafIndex())),
                        List.of("site", chain.site()),
                        List.of("operator", chain.operator()),
                        List.of("order", chain.order()),
                        List.of("its line", chain.line()),
                        List.of("notice", chain.notice())));
        // an intake and an advertised site are logged once for many exhibits: their ids lead there, the exhibit's does
        // not
        terminal.line("In the logs: grep -h -e batch=%s -e site=%s -e operator=%s -e order=%s -e notice=%s %s/*"
                .formatted(chain.batch(), chain.site(), chain.operator(), chain.order(), chain.notice(), logs));
    }

    private static String counts(Map<String, Integer> counts) {
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
    }

    private static String dash(@Nullable String text) {
        return text == null || text.isBlank() ? "-" : text;
    }
}
