package org.trapline.evidence.findings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.trapline.evidence.findings.Opinion.Reason;
import org.trapline.evidence.findings.Words.Group;

/**
 * Applies every rule of a rule set to a message. It keeps no state, asks nobody and looks nothing up: the same message and rule
 * set always give the same findings.
 */
final class StatuteEngine {

    private static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("P1", (reading, commercial) -> CommercialPurpose.transactional(reading)),
            Map.entry("H1", ofAnyKind(HeaderTruth::header)),
            Map.entry("H3", ofAnyKind(HeaderTruth::fromLine)),
            Map.entry("H4", ofAnyKind(HeaderTruth::relay)),
            Map.entry("S1", ofCommercial(Headings::subject)),
            Map.entry("O1", Display::optOut),
            Map.entry("O3", ofCommercial(Display::optOutDemands)),
            Map.entry("C1", Display::advertisement),
            Map.entry("C2", Display::optOutNotice),
            Map.entry("C3", Display::postalAddress),
            Map.entry("X1", ofCommercial(Headings::sexuallyExplicit)),
            Map.entry("A1", (reading, commercial) -> Recipients.harvested(reading)));

    private static final List<String> DECEPTIVE = List.of("H1", "H3", "S1", "X1");

    private final RuleSet rules;

    /** Findings of the rules that no message decides, by rule. */
    private final Map<String, Finding> always = new HashMap<>();

    StatuteEngine(RuleSet rules) {
        this.rules = rules;
        for (Rule rule : rules.rules()) {
            boolean decided = rule.id().equals("P0") || rule.id().equals("MA-2") || CHECKS.containsKey(rule.id());
            if (decided == (rule.always() != null)) {
                throw new IllegalStateException("rule " + rule.id() + " is decided by code and by data, or by neither");
            }
            if (rule.always() != null) {
                Opinion opinion = Opinion.of(rule.always().verdict());
                rule.always().reasons().forEach(opinion::because);
                always.put(rule.id(), new Finding(rule, opinion.missing(facts(rule))));
            }
        }
    }

    RuleSet rules() {
        return rules;
    }

    Examination examine(Message message) {
        Reading reading = new Reading(message, rules.words());
        Opinion commercial = CommercialPurpose.commercial(reading);
        List<Finding> findings = new ArrayList<>(rules.rules().size());
        for (Rule rule : rules.rules()) {
            Finding same = always.get(rule.id());
            findings.add(same != null ? same : new Finding(rule, opinion(rule, reading, commercial, findings)));
        }
        return new Examination(findings, reading.products());
    }

    /** What is said of an exhibit that is no mail. */
    List<Finding> notAMessage() {
        return rules.rules().stream()
                .map(rule -> new Finding(rule, Opinion.notApplicable("not-a-message")))
                .toList();
    }

    private static Opinion opinion(Rule rule, Reading reading, Opinion commercial, List<Finding> before) {
        return switch (rule.id()) {
            case "P0" -> commercial;
            case "MA-2" -> deception(before, rule);
            default -> CHECKS.get(rule.id()).decide(reading, commercial.verdict());
        };
    }

    /** A rule about commercial messages alone, such as 15 USC 7704(a)(2). */
    private static Check ofCommercial(Function<Reading, Opinion> check) {
        return (reading, commercial) -> commercial == Verdict.NOT_INDICATED
                ? Opinion.notApplicable("not-commercial")
                : ifCommercial(commercial, check.apply(reading));
    }

    /**
     * A rule about commercial messages and transactional ones, as 15 USC 7704(a)(1) is. What reads like a transactional message
     * is left to a person even at a trap, where it cannot be one.
     */
    private static Check ofAnyKind(Function<Reading, Opinion> check) {
        return (reading, commercial) -> {
            boolean transactional = !reading.seen(Group.TRANSACTIONAL).isEmpty();
            if (commercial == Verdict.NOT_INDICATED && !transactional) {
                return Opinion.notApplicable("neither-kind");
            }
            Opinion opinion = ifCommercial(commercial, check.apply(reading));
            return commercial != Verdict.INDICATED
                            && transactional
                            && reading.message().trap() == null
                    ? opinion.missing("relationship")
                    : opinion;
        };
    }

    private static Opinion ifCommercial(Verdict commercial, Opinion opinion) {
        return commercial == Verdict.INDICATED || opinion.verdict() == Verdict.NOT_APPLICABLE
                ? opinion
                : opinion.missing("human-commercial");
    }

    private static String[] facts(Rule rule) {
        return rule.facts().toArray(String[]::new);
    }

    /** Whether an act deceives is more than a message can show; the rules that look for falsity say where to look. */
    private static Opinion deception(List<Finding> before, Rule rule) {
        List<Finding> signs = before.stream()
                .filter(f -> DECEPTIVE.contains(f.rule().id()) && f.verdict() == Verdict.INDICATED)
                .toList();
        Opinion opinion = Opinion.needs(facts(rule));
        if (signs.isEmpty()) {
            return opinion.because("no-deception-signs");
        }
        String named = signs.stream().map(f -> f.rule().id()).collect(Collectors.joining(", "));
        Reason first = signs.get(0).opinion().reasons().get(0);
        return opinion.because("deception-signs", named, first.mark());
    }

    /** Decides one rule. */
    @FunctionalInterface
    private interface Check {

        /** @param commercial what P0 says of the message */
        Opinion decide(Reading reading, Verdict commercial);
    }

    /**
     * @param findings of every rule, in the rule set's order
     * @param products what the message sells
     */
    record Examination(List<Finding> findings, ProductScores products) {

        Finding of(String rule) {
            return findings.stream()
                    .filter(f -> f.rule().id().equals(rule))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
