package org.trapline.evidence.findings;

import java.util.List;
import java.util.Locale;
import org.trapline.evidence.findings.ProductScores.Scored;
import org.trapline.evidence.findings.Words.Group;
import org.trapline.evidence.mail.HeaderField;

/** S1 and X1: what a subject heading claims, and the mark that it must begin with (15 USC 7704(a)(2), (d); 16 CFR 316.4). */
final class Headings {

    /** 17 characters, the colon and the space: the 19 of 16 CFR 316.4(a)(1). */
    static final String MARK = "SEXUALLY-EXPLICIT: ";

    private Headings() {}

    static Opinion subject(Reading reading) {
        HeaderField field = reading.subject().field();
        if (field == null || reading.subject().decoded().isBlank()) {
            return Opinion.notApplicable("no-subject");
        }
        Message message = reading.message();
        String reply = reading.subject().replyMark();
        boolean threaded = message.mail().field("In-Reply-To").isPresent()
                || message.mail().field("References").isPresent();
        List<Mark> claims = reading.inSubject(Group.RELATIONSHIP);
        boolean contradicted = (reply != null && !threaded) || (!claims.isEmpty() && message.trap() != null);
        Opinion opinion = (contradicted ? Opinion.indicated() : Opinion.needs()).missing("human-subject", "knowledge");
        if (reply != null) {
            opinion.because(threaded ? "reply-with-thread" : "reply-without-thread", Mark.of(field, reply));
        }
        if (threaded && reply != null) {
            opinion.missing("thread-known");
        }
        if (!claims.isEmpty()) {
            opinion.because("claims-relationship", claims.get(0));
            if (message.trap() != null) {
                opinion.because("trap-never-related");
            } else {
                opinion.missing("relationship");
            }
        }
        disguise(reading, field, opinion);
        return opinion.because("subject-topic", Mark.of(field));
    }

    /** A product's name that only shows when what stands for letters is read as letters. */
    private static void disguise(Reading reading, HeaderField field, Opinion opinion) {
        for (ProductCategory category : reading.words().thresholds().keySet()) {
            for (Scored scored : reading.products().terms(category)) {
                Mark mark = scored.mark();
                boolean shown = mark.quote().toLowerCase(Locale.ROOT).chars().allMatch(Headings::isPlain);
                if (mark.part() == null && !shown) {
                    opinion.because("subject-disguised", mark);
                    return;
                }
            }
        }
    }

    private static boolean isPlain(int c) {
        return c == ' ' || c == '-' || Character.isLetter(c);
    }

    static Opinion sexuallyExplicit(Reading reading) {
        List<Scored> words = reading.products().terms(ProductCategory.ADULT);
        int needed = reading.words().thresholds().getOrDefault(ProductCategory.ADULT, Integer.MAX_VALUE);
        String subject = reading.subject().decoded();
        boolean exact = subject.startsWith(MARK);
        if (reading.products().score(ProductCategory.ADULT) < needed && !exact) {
            return reading.hasText() ? Opinion.notApplicable("no-sexual-sign") : CommercialPurpose.unread(reading);
        }
        HeaderField field = reading.subject().field();
        if (exact && field != null) {
            return Opinion.notIndicated()
                    .because("mark-exact", Mark.of(field, MARK))
                    .missing("initial-view", "human-sexual");
        }
        Opinion opinion = Opinion.indicated().missing("human-sexual");
        words.stream().limit(3).forEach(w -> opinion.because("sexual-words", w.mark()));
        if (field == null) {
            opinion.because("mark-missing");
        } else {
            boolean near = letters(subject).contains(letters(MARK));
            opinion.because(near ? "mark-not-exact" : "mark-missing", Mark.of(field));
        }
        return reading.message().trap() == null ? opinion.missing("prior-consent") : opinion.because("consent-none");
    }

    private static String letters(String text) {
        return Folding.fold(text).replace(" ", "");
    }
}
