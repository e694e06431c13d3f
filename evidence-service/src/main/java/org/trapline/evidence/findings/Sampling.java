package org.trapline.evidence.findings;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.trapline.defaults.Caller;
import org.trapline.evidence.ledger.Ledger;

/** Draws random samples of the messages in which the machine indicated a rule, for people to review. */
@ApplicationScoped
class Sampling {

    /** Below this the interval is so wide that a rate would only mislead; a smaller population is reviewed whole. */
    private static final int SMALLEST = 30;

    private static final int SEED_BYTES = 32;

    private final RollUps rollUps;
    private final Samples samples;
    private final Rules rules;
    private final Ledger ledger;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sampling(RollUps rollUps, Samples samples, Rules rules, Ledger ledger, Clock clock) {
        this.rollUps = rollUps;
        this.samples = samples;
        this.rules = rules;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @throws NoSuchRule when the rule set has no such rule
     * @throws SampleRefused when no rate could come of it
     */
    UUID draw(Scope scope, String ruleId, int size, Caller caller) {
        Rule rule = rules.set().rule(ruleId);
        if (rule == null) {
            throw new NoSuchRule(ruleId);
        }
        refuseWhilePending(scope);
        long ledgerSize = ledger.head().size();
        List<RollUps.Indicated> population =
                rollUps.indicated(scope, rules.set().version(), rules.set().index(rule));
        refuse(size, population.size(), ruleId);
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Samples.Sample sample = new Samples.Sample(
                UuidCreator.getTimeOrderedEpoch(),
                scope.kind(),
                scope.id(),
                ruleId,
                rule.version(),
                rules.set().version(),
                seed,
                population.size(),
                Draw.fingerprint(population),
                ledgerSize,
                Draw.of(seed, population, size).stream()
                        .map(RollUps.Indicated::exhibit)
                        .toList(),
                rollUps.matters(scope, rules.set().version(), rules.set().index(rule)),
                caller.name(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        samples.add(sample, caller.subject());
        return sample.id();
    }

    private void refuseWhilePending(Scope scope) {
        boolean pending = rollUps.tallies(scope).stream()
                .anyMatch(t -> !rules.set().version().equals(t.ruleSet()));
        if (pending) {
            throw new SampleRefused(
                    "The findings of some messages are still being made; a sample now would leave them out");
        }
    }

    private static void refuse(int size, int population, String rule) {
        if (population == 0) {
            throw new SampleRefused(
                    "Rule " + rule + " is indicated in none of the messages, so there is nothing to sample");
        }
        if (size > population) {
            throw new SampleRefused("Only " + population + " messages can be drawn");
        }
        if (size < SMALLEST && size < population) {
            throw new SampleRefused("A sample of " + size + " is too small for a rate; draw at least "
                    + Math.min(SMALLEST, population));
        }
    }
}
