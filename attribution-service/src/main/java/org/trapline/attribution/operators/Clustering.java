package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.trapline.attribution.operators.Evidence.Relation;
import org.trapline.attribution.operators.Evidence.Value;

/**
 * Finds the groups that the evidence holds together: nodes are joined where the reasons between two of them add up to
 * {@link #THRESHOLD_BITS}, and a group is a connected component of such joins.
 */
final class Clustering {

    /**
     * Odds of 256 to 1 from the evidence between one pair. Low enough for one rare shared value, high enough that a name
     * server, a registrar or a busy mail drop never suffices.
     */
    static final double THRESHOLD_BITS = 8;

    /**
     * Of a value with up to this many holders all pairs are compared. Of a more common one each holder is compared with
     * the first, which suffices when the value alone joins them; then weak reasons are added up between those pairs only.
     */
    private static final int COMPARED_PAIRWISE = 12;

    private final CaseFile file;
    private final Map<Node, Set<Value>> valuesOf = new TreeMap<>();
    private final SortedMap<Node, SortedSet<Node>> candidates = new TreeMap<>();
    private final Map<Pair, List<Relation>> relations = new TreeMap<>();

    private Clustering(CaseFile file) {
        this.file = file;
        file.holders().forEach((value, holders) -> {
            if (file.bits(value) > 0) {
                holders.keySet().forEach(node -> valuesOf.computeIfAbsent(node, n -> new TreeSet<>())
                        .add(value));
                pair(new ArrayList<>(holders.keySet()));
            }
        });
        for (Relation relation : file.relations()) {
            if (relation.bits() > 0) {
                Pair pair = Pair.of(relation.from(), relation.to());
                relations.computeIfAbsent(pair, p -> new ArrayList<>()).add(relation);
                candidate(pair.a(), pair.b());
            }
        }
    }

    /** Groups of two or more, in the order of their first node. */
    static List<Cluster> clusters(CaseFile file) {
        return new Clustering(file).find();
    }

    private void pair(List<Node> holders) {
        int anchors = holders.size() <= COMPARED_PAIRWISE ? holders.size() : 1;
        for (int i = 0; i < anchors; i++) {
            for (int j = i + 1; j < holders.size(); j++) {
                candidate(holders.get(i), holders.get(j));
            }
        }
    }

    private void candidate(Node a, Node b) {
        candidates.computeIfAbsent(a, n -> new TreeSet<>()).add(b);
    }

    private List<Cluster> find() {
        List<Bond> joins = new ArrayList<>();
        candidates.forEach((a, others) -> others.forEach(b -> {
            Bond bond = Bond.of(a, b, file, shared(a, b), relations.getOrDefault(Pair.of(a, b), List.of()));
            if (bond.bits() >= THRESHOLD_BITS) {
                joins.add(bond);
            }
        }));
        // Strongest first makes the joins that connect two groups a maximum spanning tree of each (Kruskal).
        joins.sort(Comparator.comparingDouble((Bond bond) -> -bond.bits())
                .thenComparing(Bond::a)
                .thenComparing(Bond::b));
        Groups groups = new Groups();
        Set<Bond> spanning = new HashSet<>();
        joins.stream().filter(bond -> groups.join(bond.a(), bond.b())).forEach(spanning::add);
        SortedMap<Node, List<Bond>> byGroup = new TreeMap<>();
        joins.forEach(bond -> byGroup.computeIfAbsent(groups.of(bond.a()), n -> new ArrayList<>())
                .add(bond));
        List<Cluster> clusters = new ArrayList<>();
        byGroup.values()
                .forEach(bonds -> clusters.add(new Cluster(
                        bonds, bonds.stream().filter(spanning::contains).toList())));
        clusters.sort(Comparator.comparing(cluster -> cluster.members().first()));
        return clusters;
    }

    private Set<Value> shared(Node a, Node b) {
        Set<Value> shared = new TreeSet<>(valuesOf.getOrDefault(a, Collections.emptySet()));
        shared.retainAll(valuesOf.getOrDefault(b, Collections.emptySet()));
        return shared;
    }

    private record Pair(Node a, Node b) implements Comparable<Pair> {

        static Pair of(Node one, Node other) {
            return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
        }

        @Override
        public int compareTo(Pair other) {
            int byA = a.compareTo(other.a);
            return byA != 0 ? byA : b.compareTo(other.b);
        }
    }
}
