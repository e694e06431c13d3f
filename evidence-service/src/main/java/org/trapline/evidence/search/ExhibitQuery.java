package org.trapline.evidence.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.parameters.InvalidParameter;

/**
 * What a caller looks for; every part that is not null must match.
 *
 * @param text words in subject, sender or text; quotes make a phrase, {@code |} is or, {@code -} is not
 * @param domain a registrable domain or a host that is linked to
 * @param sha256 hex of the raw bytes
 * @param trap a trap of a receipt in sight
 * @param matter a matter that the exhibit is in
 * @param from first moment of the first receipt in sight
 * @param to the first receipt in sight lies before this moment
 * @param sender a From address or its domain, or the HELO name, reverse name or IP address of a hop
 * @param kind what the exhibit is
 * @param defect the code of something that is wrong with it
 * @param attachment whether it has a named or attached part
 * @param positions leaves of the campaign that is asked for
 * @param before only leaves below this index: the place of a cursor
 */
record ExhibitQuery(
        @Nullable String text,
        @Nullable String domain,
        @Nullable String sha256,
        @Nullable UUID trap,
        @Nullable UUID matter,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String sender,
        @Nullable ExhibitKind kind,
        @Nullable String defect,
        @Nullable Boolean attachment,
        long @Nullable [] positions,
        @Nullable Long before) {

    private static final Map<String, Float> TEXT_FIELDS = Map.of("subject", 1f, "from", 1f, "text", 1f);
    /** Both bound the clauses that Lucene makes of the words, one for each word and field, below its own 1024. */
    private static final int MAX_TEXT = 1000;

    private static final int MAX_WORDS = 64;

    /** The same for what lies below a leaf. */
    ExhibitQuery below(long leaf) {
        return new ExhibitQuery(
                text, domain, sha256, trap, matter, from, to, sender, kind, defect, attachment, positions, leaf);
    }

    /** Whether the first receipt in sight lies in the time that is asked for. */
    boolean isIn(Instant received) {
        return (from == null || !received.isBefore(from)) && (to == null || received.isBefore(to));
    }

    /**
     * Finds what matches, and besides what would by a receipt that the caller may not know of: such exhibits are few, and the
     * rows tell them apart.
     *
     * @param visible the matters that the caller may see; null for a caller who sees all
     * @throws InvalidParameter when the text has too many words
     */
    Query toLucene(@Nullable Set<UUID> visible) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        if (text != null && !text.isBlank()) {
            query.add(words(text), Occur.FILTER);
        }
        Map<String, String> terms = new LinkedHashMap<>();
        put(terms, "host", domain == null ? null : domain.toLowerCase(Locale.ROOT));
        put(terms, "sha256", sha256 == null ? null : sha256.toLowerCase(Locale.ROOT));
        put(terms, "trap", trap);
        put(terms, "matter", matter);
        put(terms, "sender", sender == null ? null : sender.toLowerCase(Locale.ROOT));
        put(terms, "kind", kind);
        put(terms, "defect", defect);
        put(terms, "attachment", attachment);
        terms.forEach((field, value) -> query.add(new TermQuery(new Term(field, value)), Occur.FILTER));
        if (to != null) {
            query.add(LongField.newRangeQuery("received", Long.MIN_VALUE, to.toEpochMilli()), Occur.FILTER);
        }
        if (from != null) {
            query.add(
                    new BooleanQuery.Builder()
                            .add(LongField.newRangeQuery("received", from.toEpochMilli(), Long.MAX_VALUE), Occur.SHOULD)
                            .add(LongField.newRangeQuery("last", from.toEpochMilli(), Long.MAX_VALUE), Occur.SHOULD)
                            .build(),
                    Occur.FILTER);
        }
        if (positions != null) {
            query.add(LongPoint.newSetQuery("position", positions), Occur.FILTER);
        }
        if (before != null) {
            query.add(LongPoint.newRangeQuery("position", Long.MIN_VALUE, before - 1), Occur.FILTER);
        }
        if (visible != null) {
            query.add(
                    new TermInSetQuery(
                            "matter",
                            Stream.concat(Stream.of("none"), visible.stream().map(UUID::toString))
                                    .map(BytesRef::new)
                                    .toList()),
                    Occur.FILTER);
        }
        return query.build();
    }

    private static Query words(String text) {
        if (text.length() > MAX_TEXT || count(text) > MAX_WORDS) {
            throw new InvalidParameter("q", "has more than " + MAX_WORDS + " words or " + MAX_TEXT + " characters");
        }
        SimpleQueryParser parser = new SimpleQueryParser(
                SearchIndex.ANALYZER,
                TEXT_FIELDS,
                SimpleQueryParser.AND_OPERATOR
                        | SimpleQueryParser.OR_OPERATOR
                        | SimpleQueryParser.NOT_OPERATOR
                        | SimpleQueryParser.PHRASE_OPERATOR
                        | SimpleQueryParser.PRECEDENCE_OPERATORS
                        | SimpleQueryParser.PREFIX_OPERATOR
                        | SimpleQueryParser.WHITESPACE_OPERATOR);
        parser.setDefaultOperator(Occur.MUST);
        return parser.parse(text);
    }

    /** As the index splits words: some scripts write many without a space. */
    private static int count(String text) {
        try (TokenStream tokens = SearchIndex.ANALYZER.tokenStream("text", text)) {
            int count = 0;
            tokens.reset();
            while (tokens.incrementToken()) {
                count++;
            }
            tokens.end();
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Map<String, String> terms, String field, @Nullable Object value) {
        if (value != null) {
            terms.put(field, value.toString());
        }
    }
}
