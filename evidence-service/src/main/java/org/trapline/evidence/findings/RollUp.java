package org.trapline.evidence.findings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trapline.evidence.findings.RollUps.Tally;

/**
 * What the machine says of a set of messages: counts, never a rate. Only a random sample that people have reviewed gives one.
 *
 * @param ruleSet version of the rule set; findings of older ones are not counted
 * @param messages in the set that the caller may see
 * @param trapMessages those that came in by a trap, and what that means
 * @param otherMessages those that did not, and what that means
 * @param pending messages without findings of this rule set yet
 * @param rules in the rule set's order
 * @param missingFacts by how many messages need each
 * @param warnings what a lawyer must not overlook
 * @param tasks what is to be done before suit
 */
public record RollUp(
        String ruleSet,
        String notice,
        long messages,
        Counted trapMessages,
        Counted otherMessages,
        long pending,
        Map<ProductCategory, Long> categories,
        List<RuleCount> rules,
        List<MissingFact> missingFacts,
        List<String> warnings,
        List<String> tasks) {

    static RollUp of(List<Tally> tallies, Map<String, Map<Reviews.Decision, Long>> reviews, RuleSet rules) {
        List<Tally> made = tallies.stream()
                .filter(t -> rules.version().equals(t.ruleSet()))
                .toList();
        long messages = sum(tallies);
        long pending = messages - sum(made);
        List<RuleCount> counts = rules.rules().stream()
                .map(r -> RuleCount.of(r, made, reviews.getOrDefault(r.id(), Map.of()), rules))
                .toList();
        Map<ProductCategory, Long> categories = new EnumMap<>(ProductCategory.class);
        made.forEach(t ->
                categories.merge(t.category() == null ? ProductCategory.OTHER : t.category(), t.messages(), Long::sum));
        return new RollUp(
                rules.version(),
                rules.notice(),
                messages,
                counted(tallies, true, "trap-messages", rules),
                counted(tallies, false, "other-messages", rules),
                pending,
                categories,
                counts,
                missing(made, rules),
                warnings(counts, pending, rules),
                tasks(counts, rules));
    }

    private static long sum(List<Tally> tallies) {
        return tallies.stream().mapToLong(Tally::messages).sum();
    }

    private static Counted counted(List<Tally> tallies, boolean trapped, String statement, RuleSet rules) {
        return new Counted(
                sum(tallies.stream().filter(t -> t.trapped() == trapped).toList()), rules.statement(statement));
    }

    private static List<MissingFact> missing(List<Tally> made, RuleSet rules) {
        List<MissingFact> facts = new ArrayList<>();
        for (int i = 0; i < rules.factIds().size(); i++) {
            int bit = i;
            long needed =
                    sum(made.stream().filter(t -> (t.missing() >> bit & 1) == 1).toList());
            if (needed > 0) {
                String id = rules.factIds().get(i);
                facts.add(new MissingFact(id, rules.fact(id), needed));
            }
        }
        return facts;
    }

    private static List<String> warnings(List<RuleCount> counts, long pending, RuleSet rules) {
        List<String> warnings = new ArrayList<>();
        if (hasCanSpamCount(counts)) {
            warnings.add(rules.statement("state-court"));
        }
        String unreviewed = counts.stream()
                .filter(c -> c.indicated() > 0)
                .map(RuleCount::rule)
                .filter(id -> rules.rules().stream().anyMatch(r -> r.id().equals(id) && !r.reviewed()))
                .collect(Collectors.joining(", "));
        if (!unreviewed.isEmpty()) {
            warnings.add(rules.statement("unreviewed-rules", unreviewed));
        }
        if (pending > 0) {
            warnings.add(rules.statement("pending", pending));
        }
        return warnings;
    }

    private static List<String> tasks(List<RuleCount> counts, RuleSet rules) {
        return hasCanSpamCount(counts)
                ? List.of(rules.statement("ftc-notice"), rules.statement("chapter-93a-notice"))
                : List.of();
    }

    private static boolean hasCanSpamCount(List<RuleCount> counts) {
        return counts.stream()
                .anyMatch(c -> c.indicated() > 0
                        && c.standing().counts()
                        && c.citation().startsWith("15 USC 77"));
    }

    /** A number of messages, and what it stands for. */
    public record Counted(long messages, String meaning) {}

    /** A fact that findings miss, and how many messages need it. */
    public record MissingFact(String id, String text, long messages) {}

    /**
     * The machine's verdicts on one rule, as counts, and people's last reviews of them.
     *
     * @param verdicts messages by verdict
     * @param trapMessages those of the indicated ones that came in by a trap
     * @param otherMessages those of the indicated ones that did not
     * @param statement what the counts say and do not say
     */
    public record RuleCount(
            String rule,
            String title,
            String citation,
            Standing standing,
            Map<Verdict, Long> verdicts,
            long trapMessages,
            long otherMessages,
            Map<Reviews.Decision, Long> reviews,
            String statement) {

        static RuleCount of(Rule rule, List<Tally> made, Map<Reviews.Decision, Long> reviews, RuleSet rules) {
            int index = rules.index(rule);
            Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
            long trapped = 0;
            for (Tally tally : made) {
                Verdict verdict = Verdict.of(String.valueOf(tally.verdicts()).charAt(index));
                verdicts.merge(verdict, tally.messages(), Long::sum);
                trapped += verdict == Verdict.INDICATED && tally.trapped() ? tally.messages() : 0;
            }
            long indicated = verdicts.getOrDefault(Verdict.INDICATED, 0L);
            String statement =
                    switch (rule.standing()) {
                        case SINGLE_MESSAGE -> "single";
                        case PATTERN_OR_PRACTICE -> "pattern";
                        default -> "no-count";
                    };
            return new RuleCount(
                    rule.id(),
                    rule.title(),
                    rule.citation(),
                    rule.standing(),
                    verdicts,
                    trapped,
                    indicated - trapped,
                    new TreeMap<>(reviews),
                    rules.statement(statement, indicated, sum(made)));
        }

        long indicated() {
            return verdicts.getOrDefault(Verdict.INDICATED, 0L);
        }
    }
}
