package org.trapline.attribution.claims;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.Tie;
import org.trapline.attribution.operators.Trait;

/** What can be said of a party or a site, and of what kind its object must be. */
public enum Predicate {
    USES_PO_BOX(Trait.PO_BOX, null, Set.of(Term.PARTY, Term.SITE), Set.of(Term.VALUE)),
    USES_PAYMENT_ACCOUNT(Trait.PAYMENT_ACCOUNT, null, Set.of(Term.PARTY, Term.SITE), Set.of(Term.VALUE)),
    USES_PHONE(Trait.PHONE, null, Set.of(Term.PARTY, Term.SITE), Set.of(Term.VALUE)),
    USES_EMAIL(Trait.EMAIL, null, Set.of(Term.PARTY, Term.SITE), Set.of(Term.VALUE)),
    /** The registrant as written in a register, or the party that it is. */
    REGISTERED_BY(Trait.REGISTRANT, Tie.REGISTERED_BY, Set.of(Term.SITE), Set.of(Term.VALUE, Term.PARTY)),
    WORKS_FOR(null, Tie.WORKS_FOR, Set.of(Term.PARTY), Set.of(Term.PARTY)),
    POSSIBLE_ALIAS_OF(null, Tie.POSSIBLE_ALIAS_OF, Set.of(Term.PARTY), Set.of(Term.PARTY)),
    OPERATES(null, Tie.OPERATES, Set.of(Term.PARTY), Set.of(Term.SITE, Term.PARTY)),
    DIRECTS(null, Tie.DIRECTS, Set.of(Term.PARTY), Set.of(Term.PARTY));

    private final @Nullable Trait trait;
    private final @Nullable Tie tie;
    private final Set<Term> subjects;
    private final Set<Term> objects;

    Predicate(@Nullable Trait trait, @Nullable Tie tie, Set<Term> subjects, Set<Term> objects) {
        this.trait = trait;
        this.tie = tie;
        this.subjects = subjects;
        this.objects = objects;
    }

    /** What a value of this predicate is, for predicates that take one. */
    Optional<Trait> trait() {
        return Optional.ofNullable(trait);
    }

    /** How it joins its subject to an object that is no value, for predicates that can. */
    Optional<Tie> tie() {
        return Optional.ofNullable(tie);
    }

    /** Whether anything of the value is left to compare. */
    public boolean saysSomething(String value) {
        return trait != null && !trait.normal(value).isEmpty();
    }

    /** @throws InvalidClaim naming what the predicate takes */
    void requireShape(Term subject, Term object) {
        if (!subjects.contains(subject)) {
            throw new InvalidClaim("subject of %s must be one of %s".formatted(this, names(subjects)));
        }
        if (!objects.contains(object)) {
            throw new InvalidClaim("object of %s must be one of %s".formatted(this, names(objects)));
        }
    }

    private static String names(Set<Term> terms) {
        return String.join(
                ", ",
                terms.stream()
                        .map(term -> term.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
    }
}
