package org.trapline.attribution.operators;

import static org.trapline.attribution.operators.CanonicalJson.number;
import static org.trapline.attribution.operators.CanonicalJson.object;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The best explanation by something else than one operator: two of them, that meet where the evidence is weakest. */
final class Competing {

    /** What is rented out to many who have nothing to do with each other. */
    private static final Set<String> RENTED =
            Set.of(Trait.PO_BOX.name(), Trait.PHONE.name(), Trait.REGISTRANT.name(), Trait.EMAIL.name());

    private Competing() {}

    static Map<String, Object> of(Cluster cluster) {
        Bond weakest = cluster.weakest();
        SortedSet<Node> one = cluster.sideOfWeakest();
        SortedSet<Node> other = new TreeSet<>(cluster.members());
        other.removeAll(one);
        Link reason = weakest.strongest();
        double across = cluster.bonds().stream()
                .filter(bond -> one.contains(bond.a()) != one.contains(bond.b()))
                .mapToDouble(Bond::bits)
                .max()
                .orElse(0);
        Map<String, Object> competing = object(
                "hypothesis", "TWO_OPERATORS",
                "statement", statement(reason),
                "parts", List.of(Explanation.ids(one), Explanation.ids(other)),
                "at", object("a", weakest.a().id(), "b", weakest.b().id(), "kind", reason.kind()),
                "bitsAgainst", number(across),
                "score", number(cluster.score() - weakest.bits()));
        if (RENTED.contains(reason.kind())) {
            competing.put("holdersNeeded", Trait.valueOf(reason.kind()).holdersBelow(Clustering.THRESHOLD_BITS));
        }
        return competing;
    }

    private static String statement(Link reason) {
        if (!RENTED.contains(reason.kind())) {
            return "two operators, if " + reason.kind() + " as said by " + String.join("; ", reason.sources())
                    + " is mistaken or joins strangers";
        }
        return "two operators that share a service, if at least "
                + Trait.valueOf(reason.kind()).holdersBelow(Clustering.THRESHOLD_BITS)
                + " unrelated entities use this " + reason.kind() + " (known here: " + reason.frequency() + ")";
    }
}
