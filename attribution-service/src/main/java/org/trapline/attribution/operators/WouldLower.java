package org.trapline.attribution.operators;

import static org.trapline.attribution.operators.CanonicalJson.number;
import static org.trapline.attribution.operators.CanonicalJson.object;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Leave-one-source-out: the cluster as it would be had one of its sources never spoken.
 *
 * @param source which
 * @param bits   by how much the score falls
 * @param falls  the members that would no longer belong to it; not empty means that the rest is below the threshold
 */
record WouldLower(String source, double bits, SortedSet<Node> falls) {

    /** Sources tried, those that carry most bits first: each costs a clustering of the group. */
    private static final int TRIED = 100;

    /** For the explanation, worst loss first. */
    static List<Object> of(Cluster cluster, CaseFile file) {
        CaseFile own = file.about(cluster.members());
        List<WouldLower> losses = new ArrayList<>();
        for (String source : carrying(cluster)) {
            WouldLower loss = without(source, cluster, own);
            if (loss.bits() > 0 || !loss.falls().isEmpty()) {
                losses.add(loss);
            }
        }
        losses.sort(Comparator.comparingInt((WouldLower loss) -> -loss.falls().size())
                .thenComparingDouble(loss -> -loss.bits())
                .thenComparing(WouldLower::source));
        return losses.stream().map(WouldLower::json).toList();
    }

    private static List<String> carrying(Cluster cluster) {
        return cluster.spanning().stream()
                .flatMap(bond -> bond.links().stream().filter(Link::counted))
                .flatMap(link -> link.sources().stream())
                .distinct()
                .limit(TRIED)
                .toList();
    }

    private static WouldLower without(String source, Cluster cluster, CaseFile own) {
        List<Cluster> rest = Clustering.clusters(own.without(source));
        Cluster largest = rest.stream().max(Cluster.bySize()).orElse(null);
        SortedSet<Node> falls = new TreeSet<>(cluster.members());
        double score = 0;
        if (largest != null) {
            falls.removeAll(largest.members());
            score = largest.score();
        }
        return new WouldLower(source, cluster.score() - score, falls);
    }

    private Object json() {
        return object(
                "source",
                source,
                "bits",
                number(bits),
                "belowThreshold",
                !falls.isEmpty(),
                "falls",
                Explanation.ids(falls));
    }
}
