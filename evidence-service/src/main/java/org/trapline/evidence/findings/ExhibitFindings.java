package org.trapline.evidence.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.RuleResource.FactView;

/**
 * What the rules make of an exhibit.
 *
 * @param ruleSet version of the rule set
 * @param notice what a reader must know
 * @param category what the message sells, and why
 * @param findings of every rule, in the rule set's order
 * @param dns what DNS said when the message came in, and where to read it; null when it was not asked
 */
public record ExhibitFindings(
        UUID exhibit,
        String ruleSet,
        String notice,
        Category category,
        List<View> findings,
        @Nullable DnsView dns) {

    static ExhibitFindings of(UUID exhibit, Message message, StatuteEngine engine, List<Reviews.Review> reviews) {
        StatuteEngine.Examination examination = engine.examine(message);
        Locator locator = new Locator(message);
        return of(
                exhibit,
                engine,
                category(examination, locator, engine.rules()),
                examination.findings(),
                locator,
                reviews,
                message.dns());
    }

    static ExhibitFindings notAMessage(UUID exhibit, StatuteEngine engine, List<Reviews.Review> reviews) {
        Category none = new Category(ProductCategory.OTHER, 0, List.of());
        return of(exhibit, engine, none, engine.notAMessage(), null, reviews, null);
    }

    private static ExhibitFindings of(
            UUID exhibit,
            StatuteEngine engine,
            Category category,
            List<Finding> findings,
            @Nullable Locator locator,
            List<Reviews.Review> reviews,
            @Nullable DnsAtReceipt dns) {
        RuleSet rules = engine.rules();
        return new ExhibitFindings(
                exhibit,
                rules.version(),
                rules.notice(),
                category,
                findings.stream()
                        .map(f -> View.of(exhibit, f, rules, locator, reviews))
                        .toList(),
                dns == null ? null : DnsView.of(dns));
    }

    private static Category category(StatuteEngine.Examination examination, Locator locator, RuleSet rules) {
        ProductScores products = examination.products();
        ProductCategory category = products.category();
        List<Term> terms = products.terms(category).stream()
                .map(t -> new Term(t.term().text(), t.term().weight(), t.mark().quote(), locator.range(t.mark())))
                .toList();
        return new Category(category, products.score(category), terms);
    }

    /**
     * What DNS said when the message came in. {@code unknown} stands where nobody knows, which is not the same as absent.
     *
     * @param state whether it was asked, or only when it was too late
     * @param askedAt null when it was too late
     * @param answers exhibit with the resolver's answers; null when it was too late
     * @param fromDomainExists whether the From domain had a mail exchanger or an address; null when nobody knows
     * @param spf result in the words of RFC 7208 section 2.6
     * @param dkim the best that a signature came to, in the words of RFC 8601 section 2.7.1
     * @param signatures what became of each
     * @param dmarc result in the words of RFC 7489 section 11.2
     * @param dmarcPolicy what the owner of the From domain wants done with mail that fails; null when he says nothing
     * @param dmarcDomain whose record says so
     */
    public record DnsView(
            State state,
            @Nullable Instant askedAt,
            @Nullable UUID answers,
            @Nullable Boolean fromDomainExists,
            String spf,
            String dkim,
            List<DnsAtReceipt.Signature> signatures,
            String dmarc,
            @Nullable String dmarcPolicy,
            @Nullable String dmarcDomain) {

        /** Whether DNS was asked. */
        @Schema(name = "DnsState")
        public enum State {
            ASKED,
            UNKNOWN_ASKED_TOO_LATE
        }

        static DnsView of(DnsAtReceipt dns) {
            return new DnsView(
                    dns.askedAt() == null ? State.UNKNOWN_ASKED_TOO_LATE : State.ASKED,
                    dns.askedAt(),
                    dns.answers(),
                    dns.fromDomainExists(),
                    known(dns.spf()),
                    known(dns.dkim()),
                    dns.signatures(),
                    known(dns.dmarc()),
                    dns.dmarcPolicy(),
                    dns.dmarcDomain());
        }

        private static String known(@Nullable String result) {
            return result == null ? "unknown" : result;
        }
    }

    /**
     * What a message sells.
     *
     * @param score sum of the terms' weights
     * @param terms what speaks for it; none for OTHER
     */
    public record Category(ProductCategory category, int score, List<Term> terms) {}

    /**
     * @param term as the rule set has it, folded
     * @param quote as the message has it
     */
    public record Term(String term, int weight, String quote, ByteRange range) {}

    /**
     * Bytes of the raw message.
     *
     * @param offset from its first byte
     * @param part path of the MIME part; null for the header
     * @param exact whether they are the quoted words alone; otherwise they are the field or part that these stand in
     */
    public record ByteRange(
            int offset, int length, @Nullable String part, boolean exact) {}

    /**
     * Why.
     *
     * @param quote what the message says, decoded; empty when the reason is about what it does not say
     * @param range where; null when the reason is not about bytes
     */
    public record ReasonView(
            String code,
            String text,
            String quote,
            @Nullable ByteRange range) {}

    /**
     * A review as callers see it.
     *
     * @param current whether it is about the rule as it stands; otherwise about an older version of it
     */
    public record ReviewView(
            int number,
            Reviews.Decision verdict,
            Verdict of,
            String reason,
            @Nullable String by,
            Instant at,
            int ruleVersion,
            String ruleSet,
            boolean current) {

        static ReviewView of(Reviews.Review review, int ruleVersion) {
            return new ReviewView(
                    review.number(),
                    review.verdict(),
                    review.of(),
                    review.reason(),
                    review.by(),
                    review.at(),
                    review.ruleVersion(),
                    review.ruleSet(),
                    review.ruleVersion() == ruleVersion);
        }
    }

    /**
     * A finding.
     *
     * @param id stable however often it is made
     * @param missing facts that are missing
     * @param review the one that counts; null when nobody has reviewed it
     * @param history all reviews, the first one first
     */
    @Schema(name = "Finding")
    public record View(
            String id,
            String rule,
            int ruleVersion,
            String title,
            String citation,
            boolean verified,
            boolean reviewedRule,
            Standing standing,
            Verdict verdict,
            List<ReasonView> reasons,
            List<FactView> missing,
            @Nullable ReviewView review,
            List<ReviewView> history) {

        static View of(
                UUID exhibit, Finding finding, RuleSet rules, @Nullable Locator locator, List<Reviews.Review> reviews) {
            Rule rule = finding.rule();
            List<ReviewView> history = reviews.stream()
                    .filter(r -> r.rule().equals(rule.id()))
                    .map(r -> ReviewView.of(r, rule.version()))
                    .toList();
            return new View(
                    new FindingId(exhibit, rule.id()).toString(),
                    rule.id(),
                    rule.version(),
                    rule.title(),
                    rule.citation(),
                    rule.verified(),
                    rule.reviewed(),
                    rule.standing(),
                    finding.verdict(),
                    finding.opinion().reasons().stream()
                            .map(r -> reason(r, rules, locator))
                            .toList(),
                    finding.opinion().missing().stream()
                            .map(f -> new FactView(f, rules.fact(f)))
                            .toList(),
                    history.isEmpty() ? null : history.get(history.size() - 1),
                    history);
        }

        /** The finding with one more review. */
        View with(Reviews.Review added) {
            List<ReviewView> more = new ArrayList<>(history);
            more.add(ReviewView.of(added, ruleVersion));
            return new View(
                    id,
                    rule,
                    ruleVersion,
                    title,
                    citation,
                    verified,
                    reviewedRule,
                    standing,
                    verdict,
                    reasons,
                    missing,
                    more.get(more.size() - 1),
                    more);
        }

        private static ReasonView reason(Opinion.Reason reason, RuleSet rules, @Nullable Locator locator) {
            Mark mark = reason.mark();
            return new ReasonView(
                    reason.code(),
                    rules.reason(reason.code(), reason.detail()),
                    mark == null ? "" : mark.quote(),
                    mark == null || locator == null ? null : locator.range(mark));
        }
    }
}
