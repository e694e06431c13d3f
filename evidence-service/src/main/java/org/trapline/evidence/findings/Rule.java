package org.trapline.evidence.findings;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the rule set has it: data that a lawyer writes and answers for.
 *
 * @param id short and stable, for example {@code S1}
 * @param version grows with every change of what the rule asks
 * @param title a few words
 * @param citation statute or regulation
 * @param asOf the day on which the citation stood as described
 * @param verified whether the cited text was read; otherwise it is recalled, and to be checked before use
 * @param reviewed whether a lawyer answers for the rule as it stands
 * @param reviewer who that is
 * @param standing how it serves a suit
 * @param text what the law asks
 * @param indicated what INDICATED means here
 * @param notIndicated what NOT_INDICATED means here
 * @param facts ids of what a pleading needs in any case beside the message
 * @param always the verdict on every message, when no message decides the rule
 */
record Rule(
        String id,
        int version,
        String title,
        String citation,
        LocalDate asOf,
        boolean verified,
        boolean reviewed,
        @Nullable String reviewer,
        Standing standing,
        String text,
        String indicated,
        String notIndicated,
        List<String> facts,
        @Nullable Always always) {

    Rule {
        if (reviewed != (reviewer != null)) {
            throw new IllegalArgumentException(
                    "rule " + id + " is reviewed by nobody, or by somebody and not reviewed");
        }
        facts = List.copyOf(facts);
    }

    /**
     * @param verdict NEEDS_FACT or NOT_APPLICABLE
     * @param reasons codes of why
     */
    record Always(Verdict verdict, List<String> reasons) {}
}
