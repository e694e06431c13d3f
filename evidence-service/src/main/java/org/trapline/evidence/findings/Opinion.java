package org.trapline.evidence.findings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check makes of a message: a verdict with reasons, and the facts that are missing. Built once, then read. */
final class Opinion {

    private final Verdict verdict;
    private final List<Reason> reasons = new ArrayList<>(4);
    private final List<String> missing = new ArrayList<>(4);

    private Opinion(Verdict verdict) {
        this.verdict = verdict;
    }

    static Opinion of(Verdict verdict) {
        return new Opinion(verdict);
    }

    static Opinion indicated() {
        return of(Verdict.INDICATED);
    }

    static Opinion notIndicated() {
        return of(Verdict.NOT_INDICATED);
    }

    static Opinion notApplicable(String reason) {
        return of(Verdict.NOT_APPLICABLE).because(reason);
    }

    static Opinion needs(String... facts) {
        return of(Verdict.NEEDS_FACT).missing(facts);
    }

    Opinion because(String code) {
        reasons.add(new Reason(code, "", null));
        return this;
    }

    Opinion because(String code, Mark mark) {
        reasons.add(new Reason(code, mark.quote(), mark));
        return this;
    }

    Opinion because(String code, String detail, @Nullable Mark mark) {
        reasons.add(new Reason(code, detail, mark));
        return this;
    }

    Opinion because(List<Reason> more) {
        reasons.addAll(more);
        return this;
    }

    Opinion missing(String... facts) {
        for (String fact : facts) {
            if (!missing.contains(fact)) {
                missing.add(fact);
            }
        }
        return this;
    }

    Verdict verdict() {
        return verdict;
    }

    List<Reason> reasons() {
        return reasons;
    }

    List<String> missing() {
        return missing;
    }

    /**
     * @param code of the rule set's sentence
     * @param detail what the sentence quotes
     * @param mark where that stands; null when it is about what is not there, or outside the message
     */
    record Reason(String code, String detail, @Nullable Mark mark) {}
}
