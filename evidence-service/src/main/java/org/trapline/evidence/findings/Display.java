package org.trapline.evidence.findings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.Reading.Hit;
import org.trapline.evidence.findings.Words.Group;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.Part;

/** O1, O3, C1, C2, C3: what a commercial message must show its reader (15 USC 7704(a)(3), (a)(5); 16 CFR 316.2(p), 316.5). */
final class Display {

    /** Characters around opt-out words within which a demand is one about the opt-out. */
    private static final int NEAR = 200;

    private static final String[] TARGETS = {"unsub", "optout", "opt-out", "opt_out"};

    private Display() {}

    /** C2: a notice that one may opt out. */
    static Opinion optOutNotice(Reading reading, Verdict commercial) {
        List<Hit> words = reading.seen(Group.OPT_OUT);
        if (!words.isEmpty()) {
            return Opinion.notIndicated()
                    .because("opt-out-words", words.get(0).mark())
                    .missing("human-display");
        }
        HeaderField header = reading.message().mail().field("List-Unsubscribe").orElse(null);
        if (header != null) {
            return Opinion.needs("human-display").because("opt-out-header", Mark.of(header));
        }
        Mark target = commercial == Verdict.NOT_INDICATED ? null : linkTarget(reading.message());
        if (target != null) {
            return Opinion.needs("human-display").because("opt-out-link-only", target);
        }
        return absent(reading, commercial, "no-opt-out", "opt-out-hidden", Group.OPT_OUT);
    }

    /** O1: a way to opt out, which an address that mail can be sent back to may be. */
    static Opinion optOut(Reading reading, Verdict commercial) {
        Opinion notice = optOutNotice(reading, commercial);
        HeaderField address = notice.verdict() == Verdict.INDICATED ? returnAddress(reading.message()) : null;
        return address == null
                ? notice
                : Opinion.needs("return-address", "human-display")
                        .because(notice.reasons())
                        .because("return-address", Mark.of(address))
                        .missing(notice.missing().toArray(String[]::new));
    }

    /** The field with the address that a reply goes to; null when it cannot be one, was none at receipt, or is the trap's own. */
    private static @Nullable HeaderField returnAddress(Message message) {
        HeaderField field = message.mail()
                .field("Reply-To")
                .or(() -> message.mail().field("From"))
                .orElse(null);
        String address = field == null ? "" : Addresses.addressIn(field.value());
        String domain = Addresses.domainOf(address);
        TrapFacts trap = message.trap();
        boolean trapped =
                trap != null && (address.equalsIgnoreCase(trap.address()) || domain.equalsIgnoreCase(trap.domain()));
        DnsAtReceipt dns = message.dns();
        boolean gone = dns != null
                && Boolean.FALSE.equals(dns.fromDomainExists())
                && message.mail().field("Reply-To").isEmpty();
        return address.indexOf('@') > 0 && Addresses.isPossible(domain) && !trapped && !gone ? field : null;
    }

    static Opinion optOutDemands(Reading reading) {
        List<Hit> words = reading.seen(Group.OPT_OUT);
        if (words.isEmpty()) {
            return Opinion.notApplicable("no-opt-out");
        }
        for (Hit demand : reading.seen(Group.OPT_OUT_DEMAND)) {
            for (Hit word : words) {
                if (word.part() == demand.part() && Math.abs(word.start() - demand.start()) <= NEAR) {
                    return Opinion.indicated()
                            .because("opt-out-words", word.mark())
                            .because("opt-out-demands", demand.mark())
                            .missing("page-capture");
                }
            }
        }
        return Opinion.needs("page-capture")
                .because("opt-out-page-unseen", words.get(0).mark());
    }

    static Opinion advertisement(Reading reading, Verdict commercial) {
        List<Mark> subject = reading.inSubject(Group.ADVERTISEMENT);
        if (!subject.isEmpty()) {
            return Opinion.notIndicated().because("ad-subject", subject.get(0)).missing("human-display");
        }
        List<Hit> words = reading.seen(Group.ADVERTISEMENT);
        if (!words.isEmpty()) {
            return Opinion.notIndicated()
                    .because("ad-words", words.get(0).mark())
                    .missing("human-display");
        }
        Opinion absent = absent(reading, commercial, "no-ad-words", "ad-hidden", Group.ADVERTISEMENT);
        if (absent.verdict() != Verdict.INDICATED) {
            return absent;
        }
        return reading.message().trap() != null
                ? absent.because("consent-none")
                : Opinion.needs("prior-consent").because(absent.reasons()).because("consent-unknown");
    }

    static Opinion postalAddress(Reading reading, Verdict commercial) {
        if (commercial == Verdict.NOT_INDICATED) {
            return Opinion.notApplicable("not-commercial");
        }
        Mark box = PostalAddresses.box(reading.seen(Group.ADDRESS));
        Mark street = PostalAddresses.street(reading.seen(Group.ADDRESS));
        if (street != null) {
            Opinion opinion =
                    Opinion.notIndicated().because("street-address", street).missing("address-true");
            return box == null ? opinion : opinion.because("post-box", box).missing("usps-registration");
        }
        if (box != null) {
            return Opinion.needs("usps-registration").because("post-box", box).because("box-not-invalid");
        }
        Opinion absent = absent(reading, commercial, "no-address", null, Group.ADDRESS);
        Mark hidden = PostalAddresses.any(reading.hidden(Group.ADDRESS));
        return hidden == null || absent.verdict() != Verdict.INDICATED
                ? absent
                : absent.because("address-hidden", hidden);
    }

    /**
     * What it means that words were not found in the visible text: nothing for a message that is not commercial, nothing when
     * there was no text to read, and less when there are pictures beside.
     */
    private static Opinion absent(
            Reading reading, Verdict commercial, String reason, @Nullable String hiddenReason, Group group) {
        if (commercial == Verdict.NOT_INDICATED) {
            return Opinion.notApplicable("not-commercial");
        }
        if (!reading.hasText()) {
            return CommercialPurpose.unread(reading);
        }
        Opinion opinion = Opinion.indicated().because(reason);
        List<Hit> hidden = reading.hidden(group);
        if (hiddenReason != null && !hidden.isEmpty()) {
            opinion.because(hiddenReason, hidden.get(0).mark()).missing("human-display");
        }
        if (reading.hasImages()) {
            opinion.because("images-too").missing("ocr");
        }
        return commercial == Verdict.INDICATED ? opinion : opinion.missing("human-commercial");
    }

    /** An opt-out that only a link's target names, in HTML that is not base64. */
    private static @Nullable Mark linkTarget(Message message) {
        byte[] raw = message.raw();
        for (Part part : message.mail().parts()) {
            if (part.html() && part.offset() >= 0 && part.offset() + part.length() <= raw.length) {
                String source = new String(raw, part.offset(), part.length(), StandardCharsets.ISO_8859_1);
                for (String target : TARGETS) {
                    int at = indexOf(source, target);
                    if (at >= 0) {
                        return new Mark(target, part.offset() + at, target.length(), part.path(), -1);
                    }
                }
            }
        }
        return null;
    }

    private static int indexOf(String source, String target) {
        char first = target.charAt(0);
        for (int i = 0; i + target.length() <= source.length(); i++) {
            if ((source.charAt(i) | 0x20) == first && source.regionMatches(true, i, target, 0, target.length())) {
                return i;
            }
        }
        return -1;
    }
}
