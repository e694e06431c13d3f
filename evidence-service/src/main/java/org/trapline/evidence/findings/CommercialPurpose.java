package org.trapline.evidence.findings;

import java.util.List;
import org.trapline.evidence.findings.Opinion.Reason;
import org.trapline.evidence.findings.ProductScores.Scored;
import org.trapline.evidence.findings.Reading.Hit;
import org.trapline.evidence.findings.Words.Group;
import org.trapline.evidence.mail.LinkedHost;

/** P0 and P1: whether a message advertises, or carries out a transaction (15 USC 7702(2), (17); 16 CFR 316.3). */
final class CommercialPurpose {

    private static final int SIGNS = 2;
    /** Characters of a body that are its beginning. */
    private static final int BEGINNING = 400;

    private CommercialPurpose() {}

    static Opinion commercial(Reading reading) {
        List<Reason> signs = signs(reading);
        if (signs.size() >= SIGNS) {
            Opinion opinion = Opinion.indicated().because(signs).missing("human-commercial");
            transactional(reading, opinion);
            return reading.message().trap() == null ? opinion.missing("relationship") : opinion;
        }
        if (!signs.isEmpty()) {
            Opinion opinion = Opinion.needs("human-commercial").because(signs).because("one-commercial-sign");
            return reading.hasImages() ? opinion.because("images-too").missing("ocr") : opinion;
        }
        if (!reading.hasText()) {
            return unread(reading);
        }
        return Opinion.notIndicated().because("no-commercial-sign").missing("human-commercial");
    }

    /** Says what is missing when there is too little text to find anything in. */
    static Opinion unread(Reading reading) {
        return reading.hasImages()
                ? Opinion.needs("ocr").because("images-only")
                : Opinion.needs("readable-text").because("no-text");
    }

    private static List<Reason> signs(Reading reading) {
        Opinion signs = Opinion.indicated();
        List<Hit> offers = reading.seen(Group.OFFER);
        if (!offers.isEmpty()) {
            signs.because("offer-words", offers.get(0).mark());
        }
        List<Mark> subject = reading.inSubject(Group.OFFER);
        if (!subject.isEmpty()) {
            signs.because("offer-subject", subject.get(0));
        }
        Hit price = reading.price();
        if (price != null) {
            signs.because("price", price.mark());
        }
        ProductCategory product = reading.products().category();
        if (product != ProductCategory.OTHER) {
            Scored first = reading.products().terms(product).get(0);
            signs.because("product", reading.words().titles().getOrDefault(product, product.name()), first.mark());
        }
        // A link is a sign only beside one: most mail has links.
        if (!signs.reasons().isEmpty()) {
            reading.message().mail().links().stream()
                    .findFirst()
                    .map(LinkedHost::host)
                    .ifPresent(host -> signs.because("shop-link", host, null));
        }
        return signs.reasons();
    }

    private static void transactional(Reading reading, Opinion opinion) {
        List<Hit> words = reading.seen(Group.TRANSACTIONAL);
        if (!words.isEmpty()) {
            Hit first = words.get(0);
            opinion.because("transactional-words", first.mark())
                    .because(first.start() < BEGINNING ? "transactional-first" : "transactional-later");
        }
    }

    static Opinion transactional(Reading reading) {
        List<Hit> words = reading.seen(Group.TRANSACTIONAL);
        if (reading.message().trap() != null) {
            Opinion opinion = Opinion.notIndicated().because("trap-never-related");
            return words.isEmpty()
                    ? opinion
                    : opinion.because("transactional-words", words.get(0).mark());
        }
        if (words.isEmpty()) {
            return reading.hasText() ? Opinion.notIndicated().because("no-transactional-sign") : unread(reading);
        }
        return Opinion.needs("relationship")
                .because("transactional-words", words.get(0).mark());
    }
}
