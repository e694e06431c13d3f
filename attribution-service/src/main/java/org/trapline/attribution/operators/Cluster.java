package org.trapline.attribution.operators;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Nodes that the evidence holds to be one operator's.
 *
 * @param bonds    all joins between its members, strongest first
 * @param spanning the strongest joins that suffice to hold it together, one fewer than it has members, strongest first
 */
record Cluster(List<Bond> bonds, List<Bond> spanning) {

    SortedSet<Node> members() {
        SortedSet<Node> members = new TreeSet<>();
        spanning.forEach(bond -> {
            members.add(bond.a());
            members.add(bond.b());
        });
        return members;
    }

    /** Bits of the joins that hold it together; others confirm and are not added, since they say the same again. */
    double score() {
        return spanning.stream().mapToDouble(Bond::bits).sum();
    }

    /** Where it would break first. */
    Bond weakest() {
        return spanning.get(spanning.size() - 1);
    }

    /** The members on the side of the weakest bond's lesser node, if that bond is cut. */
    SortedSet<Node> sideOfWeakest() {
        Groups groups = new Groups();
        spanning.stream().limit(spanning.size() - 1L).forEach(bond -> groups.join(bond.a(), bond.b()));
        Node side = groups.of(weakest().a());
        SortedSet<Node> members = new TreeSet<>();
        members().stream().filter(node -> groups.of(node).equals(side)).forEach(members::add);
        return members;
    }

    /** How many members a node is directly joined to. */
    long joinsOf(Node node) {
        return bonds.stream()
                .filter(bond -> bond.a().equals(node) || bond.b().equals(node))
                .count();
    }

    static Comparator<Cluster> bySize() {
        return Comparator.comparingInt(cluster -> cluster.members().size());
    }
}
