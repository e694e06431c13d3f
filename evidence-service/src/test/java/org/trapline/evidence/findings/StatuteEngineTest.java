package org.trapline.evidence.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.trapline.evidence.findings.Mails.ADDRESS;
import static org.trapline.evidence.findings.Mails.OFFER;
import static org.trapline.evidence.findings.Mails.OPT_OUT;
import static org.trapline.evidence.findings.Mails.TRAP;
import static org.trapline.evidence.findings.Mails.complained;
import static org.trapline.evidence.findings.Mails.from;
import static org.trapline.evidence.findings.Mails.hiding;
import static org.trapline.evidence.findings.Mails.hop;
import static org.trapline.evidence.findings.Mails.html;
import static org.trapline.evidence.findings.Mails.message;
import static org.trapline.evidence.findings.Mails.offer;
import static org.trapline.evidence.findings.Mails.trapped;
import static org.trapline.evidence.findings.Verdict.INDICATED;
import static org.trapline.evidence.findings.Verdict.NEEDS_FACT;
import static org.trapline.evidence.findings.Verdict.NOT_APPLICABLE;
import static org.trapline.evidence.findings.Verdict.NOT_INDICATED;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatuteEngineTest {

    private static final StatuteEngine ENGINE = new StatuteEngine(RuleSet.load());
    private static final DnsAtReceipt CLEAN = dns(true, "pass");
    private static final String LUNCH = "Shall we meet at the usual place on Friday at noon, then walk?";
    private static final String ONE_SIGN = "There is a special offer, I am told, in that shop of his.";
    private static final String SEX = "Hot porn videos, buy now at http://adult.example/";

    /** Rule, verdict, a reason that must be given (or empty), a fact that must be missing (or empty), message. */
    static Stream<Arguments> cases() {
        return Stream.of(
                // P0
                arguments("P0", INDICATED, "price", "human-commercial", offer("Chairs", OFFER)),
                arguments("P0", NOT_INDICATED, "no-commercial-sign", "", offer("Lunch", LUNCH)),
                arguments("P0", NEEDS_FACT, "one-commercial-sign", "human-commercial", offer("Chairs", ONE_SIGN)),
                arguments("P0", NEEDS_FACT, "images-only", "ocr", html("<img src='http://a.example/1.gif'>")),
                arguments("P0", NEEDS_FACT, "no-text", "readable-text", offer("Chairs", "")),
                arguments(
                        "P0",
                        INDICATED,
                        "offer-words",
                        "",
                        html("<p>B<b>uy</b> n&#111;w the b&#x65;st prices, $20 here and no other word of it</p>")),
                arguments(
                        "P0",
                        NOT_INDICATED,
                        "",
                        "",
                        hiding("Buy now $20", offer("Lunch", "Shall we meet at the usual place on Friday, at noon?"))),
                arguments(
                        "P0",
                        INDICATED,
                        "transactional-later",
                        "",
                        offer("Chairs", OFFER, "x ".repeat(300), "Thank you for your order of last week.")),
                // P1
                arguments(
                        "P1",
                        NOT_INDICATED,
                        "trap-never-related",
                        "",
                        offer("Your order", "Thank you for your order. The invoice is attached.")),
                arguments(
                        "P1",
                        NEEDS_FACT,
                        "transactional-words",
                        "relationship",
                        complained("Subject: x", "", "Thank you for your order. The invoice is attached.")),
                arguments("P1", NOT_INDICATED, "no-transactional-sign", "", complained("Subject: x", "", OFFER)),
                // Rules that no message decides
                arguments("P2", NEEDS_FACT, "outside-facts", "initiators", offer("x", OFFER)),
                arguments("P3", NEEDS_FACT, "outside-facts", "protected-computer", offer("x", OFFER)),
                arguments("H2", NEEDS_FACT, "outside-facts", "registration-records", offer("x", OFFER)),
                arguments("O2", NEEDS_FACT, "never-from-a-trap", "opt-out-test", offer("x", OFFER, OPT_OUT)),
                arguments("O4", NEEDS_FACT, "outside-facts", "dated-opt-out", offer("x", OFFER, OPT_OUT)),
                arguments("B1", NOT_APPLICABLE, "ftc-only", "", offer("x", OFFER)),
                arguments("K1", NOT_APPLICABLE, "criminal", "", offer("x", OFFER)),
                arguments("W1", NOT_APPLICABLE, "wireless", "", offer("x", OFFER)),
                arguments("F1", NOT_APPLICABLE, "procedure", "residents", offer("x", OFFER)),
                // H1
                arguments("H1", NEEDS_FACT, "no-dns-record", "dns-at-receipt", offer("x", OFFER)),
                arguments(
                        "H1",
                        NOT_INDICATED,
                        "dns-clean",
                        "from-domain-owner",
                        message(
                                TRAP,
                                from("out.chairs.example", "192.0.2.7", "a@trap.example"),
                                CLEAN,
                                "From: <news@chairs.example>",
                                "Date: Thu, 15 Jan 2026 11:59:00 +0000",
                                "Message-ID: <1@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "helo-is-receiver",
                        "",
                        message(
                                TRAP,
                                from("mx.trap.example", "192.0.2.7", "a@trap.example"),
                                CLEAN,
                                "From: <news@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "helo-is-receiver",
                        "",
                        message(
                                TRAP,
                                from("trap.example", "192.0.2.7", "a@trap.example"),
                                CLEAN,
                                "From: <news@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "helo-wrong-address",
                        "",
                        message(
                                TRAP,
                                from("[198.51.100.9]", "192.0.2.7", "a@trap.example"),
                                CLEAN,
                                "From: <news@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        NOT_INDICATED,
                        "no-header-sign",
                        "",
                        message(
                                TRAP,
                                from("[192.0.2.7]", "192.0.2.7", "a@trap.example"),
                                CLEAN,
                                "From: <news@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "dns-no-such-domain",
                        "",
                        message(TRAP, null, dns(false, "none"), "From: <news@chairs.example>", "", OFFER)),
                arguments("H1", NOT_INDICATED, "weak-sign", "", asked(dns(true, "fail"))),
                arguments("H1", NOT_INDICATED, "dns-spf-fail", "", asked(dns(true, "fail"))),
                arguments("H1", NOT_INDICATED, "dns-dkim-fail", "", asked(dns(true, "pass", "fail", "pass"))),
                arguments("H1", NOT_INDICATED, "dns-dmarc-fail", "", asked(dns(true, "none", "none", "fail"))),
                // They fail together when honest mail is forwarded: one sign.
                arguments("H1", NOT_INDICATED, "weak-sign", "", asked(dns(true, "fail", "fail", "fail"))),
                arguments("H1", NOT_INDICATED, "dns-results", "", asked(dns(true, "fail", "fail", "fail"))),
                arguments(
                        "H1",
                        INDICATED,
                        "dns-dmarc-fail",
                        "from-domain-owner",
                        message(
                                TRAP,
                                from("[192.0.2.7]", "192.0.2.7", "a@trap.example"),
                                dns(true, "fail", "fail", "fail"),
                                "From: <news@chairs.example>",
                                "Message-ID: <1@mailer.test>",
                                "",
                                OFFER)),
                // A fault in the sender's records is no failure, and known.
                arguments("H1", NOT_INDICATED, "dns-clean", "", asked(dns(true, "permerror", "policy", "permerror"))),
                // Failing to look is not absence.
                arguments(
                        "H1", NEEDS_FACT, "dns-authentication-unknown", "mail-authentication", asked(dns(true, null))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "dns-authentication-unknown",
                        "mail-authentication",
                        asked(dns(true, "temperror", "none", "none"))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "dns-authentication-unknown",
                        "mail-authentication",
                        asked(dns(true, "pass", null, "pass"))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "dns-authentication-unknown",
                        "mail-authentication",
                        asked(dns(true, "neutral", "neutral", "none"))),
                arguments("H1", NOT_INDICATED, "dns-clean", "", asked(dns(true, "neutral", "none", "none"))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "dns-spf-fail",
                        "mail-authentication",
                        asked(dns(true, "fail", "temperror", "temperror"))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "dns-from-domain-unknown",
                        "dns-at-receipt",
                        asked(dns(null, "pass", "none", "none"))),
                arguments("H1", NEEDS_FACT, "dns-too-late", "dns-at-receipt", asked(DnsAtReceipt.TOO_LATE)),
                arguments("H1", INDICATED, "from-domain-impossible", "", trapped("From: <news@chairs>", "", OFFER)),
                arguments("H1", INDICATED, "from-is-trap-domain", "", trapped("From: <info@TRAP.example>", "", OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "from-is-recipient",
                        "",
                        message(
                                new TrapFacts("ann@mail.example", null, "7"),
                                null,
                                null,
                                "From: <Ann@mail.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "received-impossible-address",
                        "",
                        trapped(
                                "Received: from a.example ([192.0.2.7]) by b.example; Thu, 15 Jan 2026 12:00:00 +0000",
                                "Received: from c.example ([292.0.2.7]) by a.example; Thu, 15 Jan 2026 11:00:00 +0000",
                                "From: <news@chairs.example>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        INDICATED,
                        "foreign-domains",
                        "",
                        hop(
                                "a.example",
                                "192.0.2.7",
                                "2026-01-15T12:00:00Z",
                                trapped("From: Joe <joe77@yahoo.com>", "Message-ID: <1@shop.example>", "", OFFER))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "weak-sign",
                        "dns-at-receipt",
                        trapped(
                                "Received: from a.example ([192.0.2.7]) by b.example; Thu, 15 Jan 2026 12:00:00 +0000",
                                "From: Joe <joe77@chairs.example>",
                                "Message-ID: <1@mailer.test>",
                                "",
                                OFFER)),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "date-far-from-receipt",
                        "",
                        hop(
                                "a.example",
                                "192.0.2.7",
                                "2026-01-15T12:00:00Z",
                                trapped(
                                        "From: <news@chairs.example>",
                                        "Date: Fri, 15 Jan 2038 11:00:00 +0000",
                                        "",
                                        OFFER))),
                arguments(
                        "H1",
                        NEEDS_FACT,
                        "received-time-backwards",
                        "",
                        hop(
                                "c.example",
                                "192.0.2.8",
                                "2026-01-17T12:00:00Z",
                                hop("a.example", "192.0.2.7", "2026-01-15T12:00:00Z", offer("x", OFFER)))),
                // H3, H4
                arguments(
                        "H3",
                        INDICATED,
                        "from-name-other-address",
                        "initiators",
                        trapped("From: \"service@bank.test\" <x@chairs.example>", "", OFFER)),
                arguments("H3", NEEDS_FACT, "from-plain", "initiators", offer("x", OFFER)),
                arguments("H3", NEEDS_FACT, "no-from", "initiators", trapped("Subject: x", "", OFFER)),
                arguments(
                        "H4",
                        NEEDS_FACT,
                        "consumer-line",
                        "ip-owner",
                        hop("p7-dsl-1-2-3.isp.example", "192.0.2.7", "2026-01-15T12:00:00Z", offer("x", OFFER))),
                arguments("H4", NEEDS_FACT, "no-sending-host", "knowledge", offer("x", OFFER)),
                // S1
                arguments("S1", INDICATED, "reply-without-thread", "human-subject", offer("Re: our talk", OFFER)),
                arguments(
                        "S1",
                        INDICATED,
                        "reply-without-thread",
                        "knowledge",
                        offer("=?utf-8?B?UmU6IG91ciB0YWxr?=", OFFER)),
                arguments("S1", INDICATED, "reply-without-thread", "", offer("FW : chairs", OFFER)),
                arguments(
                        "S1",
                        NEEDS_FACT,
                        "reply-with-thread",
                        "thread-known",
                        trapped("Subject: Re: our talk", "In-Reply-To: <1@x.example>", "", OFFER)),
                arguments(
                        "S1",
                        INDICATED,
                        "claims-relationship",
                        "human-subject",
                        offer("Problem with your order", OFFER)),
                arguments(
                        "S1",
                        NEEDS_FACT,
                        "claims-relationship",
                        "relationship",
                        complained("Subject: Problem with your order", "", OFFER)),
                arguments("S1", NEEDS_FACT, "subject-topic", "human-subject", offer("Regarding chairs", OFFER)),
                arguments("S1", NEEDS_FACT, "subject-disguised", "human-subject", offer("best v1agra", OFFER)),
                arguments("S1", NOT_APPLICABLE, "no-subject", "", trapped("From: <news@chairs.example>", "", OFFER)),
                // What the statute says of commercial messages alone, and of transactional ones too
                arguments("S1", NOT_APPLICABLE, "not-commercial", "", offer("Re: lunch", LUNCH)),
                arguments("S1", INDICATED, "reply-without-thread", "human-commercial", offer("Re: chairs", ONE_SIGN)),
                arguments(
                        "O3",
                        NOT_APPLICABLE,
                        "not-commercial",
                        "",
                        offer("Lunch", LUNCH, "Log in to your account to unsubscribe.")),
                arguments(
                        "O3",
                        NEEDS_FACT,
                        "opt-out-page-unseen",
                        "human-commercial",
                        offer("Chairs", ONE_SIGN, "To unsubscribe answer this.")),
                arguments("X1", NOT_APPLICABLE, "not-commercial", "", offer("Lunch", LUNCH)),
                arguments(
                        "H1",
                        NOT_APPLICABLE,
                        "neither-kind",
                        "",
                        trapped("From: <ann@lunch>", "Subject: Lunch", "", LUNCH)),
                arguments(
                        "H3",
                        NOT_APPLICABLE,
                        "neither-kind",
                        "",
                        trapped("From: \"service@bank.test\" <x@lunch.example>", "", LUNCH)),
                arguments("H4", NOT_APPLICABLE, "neither-kind", "", offer("Lunch", LUNCH)),
                arguments(
                        "H1",
                        INDICATED,
                        "from-domain-impossible",
                        "human-commercial",
                        trapped("From: <ann@bank>", "Subject: x", "", "We have locked your account. " + LUNCH)),
                arguments(
                        "H1",
                        INDICATED,
                        "from-domain-impossible",
                        "relationship",
                        complained("From: <ann@bank>", "Subject: x", "", "We have locked your account. " + LUNCH)),
                arguments(
                        "H1",
                        INDICATED,
                        "from-domain-impossible",
                        "human-commercial",
                        trapped("From: <ann@chairs>", "Subject: x", "", ONE_SIGN)),
                // O1, C2
                arguments("O1", NOT_INDICATED, "opt-out-words", "human-display", offer("x", OFFER, OPT_OUT)),
                arguments("O1", NOT_INDICATED, "opt-out-words", "", offer("x", OFFER, "Zum Abmelden hier klicken")),
                arguments(
                        "O1",
                        NOT_INDICATED,
                        "opt-out-words",
                        "",
                        offer("x", OFFER, "\u9000\u8ba2\u8bf7\u70b9\u51fb\u8fd9\u91cc")),
                arguments(
                        "O1",
                        NOT_INDICATED,
                        "opt-out-words",
                        "",
                        html("<p>Buy now, best prices, $20, the chair of the year</p><p>un&shy;sub&#8203;scribe</p>")),
                arguments("O1", NEEDS_FACT, "return-address", "return-address", offer("x", OFFER)),
                arguments(
                        "O1", NEEDS_FACT, "opt-out-hidden", "return-address", hiding("unsubscribe", offer("x", OFFER))),
                arguments(
                        "O1",
                        NEEDS_FACT,
                        "no-opt-out",
                        "human-display",
                        trapped("From: <news@chairs>", "Reply-To: Chairs <a@chairs.example>", "", OFFER)),
                arguments("O1", INDICATED, "no-opt-out", "", trapped("Subject: x", "", OFFER)),
                arguments("O1", INDICATED, "no-opt-out", "", trapped("From: <news@chairs>", "", OFFER)),
                arguments("O1", INDICATED, "no-opt-out", "", trapped("From: <info@TRAP.example>", "", OFFER)),
                arguments("O1", INDICATED, "no-opt-out", "", asked(dns(false, null))),
                arguments("O1", NEEDS_FACT, "", "return-address", asked(DnsAtReceipt.TOO_LATE)),
                arguments(
                        "O1",
                        NEEDS_FACT,
                        "opt-out-header",
                        "human-display",
                        trapped("Subject: x", "List-Unsubscribe: <http://chairs.example/u>", "", OFFER)),
                arguments(
                        "O1",
                        NEEDS_FACT,
                        "opt-out-link-only",
                        "human-display",
                        html("<p>Buy now, best prices, $20, the chair of the year</p><a"
                                + " href='http://a.example/Unsub?x'>here</a>")),
                arguments(
                        "O1",
                        NEEDS_FACT,
                        "images-only",
                        "ocr",
                        html("<a href='http://a.example/'><img src='1.gif'></a>")),
                arguments(
                        "O1",
                        NEEDS_FACT,
                        "images-too",
                        "ocr",
                        html("<p>Buy now, best prices, $20, the chair of the year</p><img src='1.gif'>")),
                arguments("O1", NOT_APPLICABLE, "not-commercial", "", offer("Lunch", LUNCH)),
                arguments("C2", NOT_INDICATED, "opt-out-words", "", offer("x", OFFER, OPT_OUT)),
                arguments("C2", INDICATED, "no-opt-out", "", offer("x", OFFER)),
                arguments("C2", INDICATED, "opt-out-hidden", "human-display", hiding("unsubscribe", offer("x", OFFER))),
                // O3
                arguments(
                        "O3",
                        INDICATED,
                        "opt-out-demands",
                        "page-capture",
                        offer("x", OFFER, "To unsubscribe log in with your password")),
                arguments("O3", NEEDS_FACT, "opt-out-page-unseen", "page-capture", offer("x", OFFER, OPT_OUT)),
                arguments(
                        "O3",
                        NEEDS_FACT,
                        "opt-out-page-unseen",
                        "page-capture",
                        offer("x", "Pay by credit card.", OFFER, "x ".repeat(200), OPT_OUT)),
                arguments("O3", NOT_APPLICABLE, "no-opt-out", "", offer("x", OFFER)),
                // C1
                arguments("C1", INDICATED, "no-ad-words", "", offer("x", OFFER)),
                arguments(
                        "C1",
                        NOT_INDICATED,
                        "ad-words",
                        "human-display",
                        offer("x", OFFER, "This is an advertisement.")),
                arguments("C1", NOT_INDICATED, "ad-subject", "", offer("ADV: chairs", OFFER)),
                arguments("C1", INDICATED, "no-ad-words", "", offer("Advice on chairs", OFFER)),
                arguments("C1", NEEDS_FACT, "consent-unknown", "prior-consent", complained("Subject: x", "", OFFER)),
                arguments("C1", INDICATED, "ad-hidden", "", hiding("advertisement", offer("x", OFFER))),
                // C3
                arguments("C3", INDICATED, "no-address", "", offer("x", OFFER)),
                arguments("C3", NOT_INDICATED, "street-address", "address-true", offer("x", OFFER, ADDRESS)),
                arguments(
                        "C3",
                        NOT_INDICATED,
                        "street-address",
                        "",
                        offer("x", OFFER, "Chairs Inc.", "1200 North Lake Shore Dr.", "Suite 400", "Springfield")),
                arguments(
                        "C3",
                        NOT_INDICATED,
                        "street-address",
                        "",
                        offer("x", OFFER, "Stuhl GmbH, Hauptstra\u00dfe 12, 12345 Musterstadt")),
                arguments(
                        "C3",
                        NOT_INDICATED,
                        "street-address",
                        "",
                        offer("x", OFFER, "Chaises SA, 12 rue de la Paix, 75002 Paris")),
                arguments(
                        "C3",
                        NEEDS_FACT,
                        "post-box",
                        "usps-registration",
                        offer("x", OFFER, "Chairs, P.O. Box 1234, Boston, MA 02101")),
                arguments(
                        "C3", NEEDS_FACT, "post-box", "usps-registration", offer("x", OFFER, "Chairs, PMB 77, Boston")),
                arguments(
                        "C3",
                        INDICATED,
                        "no-address",
                        "",
                        offer("x", OFFER, "Every street has a box, and 100 of them a way out of it.")),
                arguments("C3", INDICATED, "address-hidden", "", hiding(ADDRESS, offer("x", OFFER))),
                // X1
                arguments("X1", INDICATED, "mark-missing", "human-sexual", offer("Watch this", SEX)),
                arguments(
                        "X1", NOT_INDICATED, "mark-exact", "initial-view", offer("SEXUALLY-EXPLICIT: watch this", SEX)),
                arguments("X1", NOT_INDICATED, "mark-exact", "", offer("=?utf-8?Q?SEXUALLY-EXPLICIT:_watch?=", SEX)),
                arguments(
                        "X1",
                        NOT_INDICATED,
                        "mark-exact",
                        "",
                        offer("=?utf-8?Q?SEXUALLY-?= =?utf-8?B?RVhQTElDSVQ6IA==?=", SEX)),
                arguments("X1", INDICATED, "mark-not-exact", "", offer("Sexually-Explicit: watch this", SEX)),
                arguments("X1", INDICATED, "mark-not-exact", "", offer("SEXUALLY-EXPLICIT:watch this", SEX)),
                arguments("X1", INDICATED, "mark-not-exact", "", offer("SEXUALLY EXPLICIT: watch this", SEX)),
                arguments("X1", INDICATED, "mark-not-exact", "", offer("Re: SEXUALLY-EXPLICIT: watch this", SEX)),
                arguments(
                        "X1",
                        INDICATED,
                        "mark-not-exact",
                        "",
                        offer("=?utf-8?Q?=EF=BC=B3EXUALLY-EXPLICIT:_watch?=", SEX)),
                arguments("X1", NOT_APPLICABLE, "no-sexual-sign", "", offer("x", OFFER)),
                arguments(
                        "X1",
                        INDICATED,
                        "sexual-words",
                        "",
                        offer("Watch", "P.o.r.n for you, best prices, buy now at http://adult.example/")),
                // A1
                arguments("A1", NEEDS_FACT, "trap-address", "seeding-record", offer("x", OFFER)),
                arguments(
                        "A1",
                        NEEDS_FACT,
                        "one-recipient",
                        "recipient-list",
                        complained("Subject: x", "To: ann@x.example", "", OFFER)),
                arguments(
                        "A1",
                        INDICATED,
                        "recipients-sequential",
                        "seeding-record",
                        message(
                                TRAP,
                                from(
                                        "a.example",
                                        "192.0.2.7",
                                        "joe1@trap.example",
                                        "joe2@trap.example",
                                        "joe3@trap.example",
                                        "joe4@trap.example"),
                                null,
                                "Subject: x",
                                "",
                                OFFER)),
                arguments(
                        "A1",
                        NEEDS_FACT,
                        "trap-address",
                        "",
                        message(
                                TRAP,
                                from(
                                        "a.example",
                                        "192.0.2.7",
                                        "joe1@a.example",
                                        "joe2@b.example",
                                        "joe3@c.example",
                                        "joe4@d.example"),
                                null,
                                "Subject: x",
                                "",
                                OFFER)),
                // M.G.L. c. 93A
                arguments("MA-2", NEEDS_FACT, "deception-signs", "materiality", offer("Re: our talk", OFFER)),
                arguments("MA-2", NEEDS_FACT, "no-deception-signs", "trade-or-commerce", offer("Chairs", OFFER)),
                arguments("MA-4", NOT_APPLICABLE, "procedure", "", offer("x", OFFER)));
    }

    private static DnsAtReceipt dns(boolean exists, @Nullable String spf) {
        return dns(exists, spf, "none", "none");
    }

    private static DnsAtReceipt dns(
            @Nullable Boolean exists, @Nullable String spf, @Nullable String dkim, @Nullable String dmarc) {
        return new DnsAtReceipt(
                exists, spf, dkim, List.of(), dmarc, null, null, Instant.parse("2026-01-15T12:00:01Z"), new UUID(0, 1));
    }

    private static Message asked(DnsAtReceipt dns) {
        return message(
                TRAP,
                from("[192.0.2.7]", "192.0.2.7", "a@trap.example"),
                dns,
                "From: <news@chairs.example>",
                "",
                OFFER);
    }

    @ParameterizedTest(name = "{index} {0} {1} {2}")
    @MethodSource("cases")
    void decidesARule(String rule, Verdict verdict, String reason, String missing, Message message) {
        Finding finding = ENGINE.examine(message).of(rule);

        List<String> reasons =
                finding.opinion().reasons().stream().map(Opinion.Reason::code).toList();
        assertThat(finding.verdict()).as("%s of %s", rule, reasons).isEqualTo(verdict);
        assertThat(reasons).contains(reason.isEmpty() ? reasons.get(0) : reason);
        assertThat(finding.opinion().missing()).containsAll(missing.isEmpty() ? List.of() : List.of(missing));
    }

    @Test
    void readsWhatIsEncodedInBase64() {
        String body = Base64.getMimeEncoder().encodeToString((OFFER + " " + OPT_OUT).getBytes());
        Message message = trapped(
                "Subject: x",
                "MIME-Version: 1.0",
                "Content-Type: text/plain",
                "Content-Transfer-Encoding: base64",
                "",
                body);

        StatuteEngine.Examination examination = ENGINE.examine(message);

        assertThat(examination.of("P0").verdict()).isEqualTo(INDICATED);
        assertThat(examination.of("O1").verdict()).isEqualTo(NOT_INDICATED);
    }

    @Test
    void saysTheSameOfTheSameMessage() {
        Message message = offer("Re: our talk", OFFER, ADDRESS);

        assertThat(said(message)).isEqualTo(said(message));
    }

    private static List<String> said(Message message) {
        return ENGINE.examine(message).findings().stream()
                .map(f -> f.rule().id()
                        + f.verdict()
                        + f.opinion().reasons()
                        + f.opinion().missing())
                .toList();
    }

    @Test
    void hasWordsForAllThatItSays() {
        RuleSet rules = ENGINE.rules();
        cases().map(c -> (Message) c.get()[4])
                .flatMap(message -> ENGINE.examine(message).findings().stream())
                .forEach(finding -> {
                    finding.opinion().reasons().forEach(r -> assertThat(rules.reason(r.code(), r.detail()))
                            .isNotBlank());
                    finding.opinion().missing().forEach(f -> assertThat(rules.fact(f))
                            .isNotBlank());
                    assertThat(finding.opinion().reasons()).isNotEmpty();
                    if (finding.verdict() == NEEDS_FACT) {
                        assertThat(finding.opinion().missing()).isNotEmpty();
                    }
                });
    }

    @Test
    void neverCallsAnythingAViolation() {
        RuleSet rules = ENGINE.rules();

        assertThat(Stream.of(Verdict.values()).map(Verdict::name)).noneMatch(v -> v.contains("VIOLAT"));
        assertThat(rules.rules())
                .allSatisfy(r -> assertThat(r.indicated() + r.notIndicated()).doesNotContainIgnoringCase("violat"));
    }

    @Test
    void isDoneInBoundedTimeWhateverTheTextIs() {
        Message message =
                offer("x".repeat(900), "1 a st ".repeat(200_000), "p.o. box ".repeat(50_000), "v.".repeat(200_000));

        assertThat(ENGINE.examine(message).findings())
                .hasSameSizeAs(ENGINE.rules().rules());
    }
}
