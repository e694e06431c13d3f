package org.trapline.evidence.findings;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A random sample and how far people are with it.
 *
 * @param seed 32 bytes, hex, drawn by the platform
 * @param population messages in which the machine indicated the rule when the sample was drawn
 * @param positions SHA-256 over the population's places in the ledger, hex; docs/findings.md tells how to draw it again
 * @param ledgerSize leaves of the ledger then
 * @param reviewed how many of the drawn messages people have reviewed
 * @param accepted in how many of them they accepted the verdict
 * @param rate share of accepted verdicts with its interval; null until all are reviewed, and when nothing is estimated
 * @param statement what may be said, or why nothing yet
 * @param number of the sample among those that were drawn for the rule from the campaign or matter, from 1
 * @param samples how many of these there are by now
 * @param drawn in the order in which they were drawn
 */
public record SampleView(
        UUID id,
        Scope.Kind scope,
        UUID scopeId,
        String rule,
        int ruleVersion,
        String ruleSet,
        String seed,
        long population,
        String positions,
        long ledgerSize,
        int size,
        int reviewed,
        int accepted,
        @Nullable Wilson rate,
        String statement,
        int number,
        int samples,
        List<Drawn> drawn,
        String by,
        Instant at) {

    static SampleView of(
            Samples.Sample sample, Samples.Place place, Map<UUID, Reviews.Decision> reviews, RuleSet rules) {
        int size = sample.drawn().size();
        int reviewed = reviews.size();
        int accepted = (int) reviews.values().stream()
                .filter(d -> d == Reviews.Decision.ACCEPTED)
                .count();
        boolean complete = reviewed == size;
        boolean census = size == sample.population();
        String statement = !complete
                ? rules.statement("sample-incomplete", reviewed, size)
                : rules.statement(census ? "sample-census" : "sample-rate", accepted, size, sample.population());
        return new SampleView(
                sample.id(),
                sample.scope(),
                sample.scopeId(),
                sample.rule(),
                sample.ruleVersion(),
                sample.ruleSet(),
                HexFormat.of().formatHex(sample.seed()),
                sample.population(),
                HexFormat.of().formatHex(sample.positions()),
                sample.ledgerSize(),
                size,
                reviewed,
                accepted,
                complete && !census ? Wilson.of(accepted, size) : null,
                statement + " " + rules.statement("sample-place", place.number(), place.of()),
                place.number(),
                place.of(),
                sample.drawn().stream()
                        .map(e -> new Drawn(e, new FindingId(e, sample.rule()).toString(), reviews.get(e)))
                        .toList(),
                sample.by(),
                sample.at());
    }

    /**
     * @param finding to be reviewed
     * @param review the person's verdict; null until there is one
     */
    public record Drawn(UUID exhibit, String finding, Reviews.@Nullable Decision review) {}
}
