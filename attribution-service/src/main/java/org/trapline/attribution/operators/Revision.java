package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which hypothesis goes on as which, when clusters are found anew.
 *
 * @param continued  cluster by the operator whose id it keeps
 * @param fresh      clusters that no operator had before
 * @param superseded operators that end, by the operator that has most of their members now, or themselves when none has
 */
record Revision(Map<UUID, Cluster> continued, List<Cluster> fresh, Map<UUID, UUID> superseded) {

    /** The largest overlap of members decides; of equals the older operator, whose UUIDv7 is less. */
    static Revision of(Map<UUID, Set<Node>> before, List<Cluster> clusters) {
        List<Overlap> overlaps = new ArrayList<>();
        before.forEach((operator, members) -> clusters.forEach(cluster -> {
            Set<Node> common = new TreeSet<>(cluster.members());
            common.retainAll(members);
            if (!common.isEmpty()) {
                overlaps.add(new Overlap(operator, cluster, common.size()));
            }
        }));
        overlaps.sort(Comparator.comparingInt((Overlap overlap) -> -overlap.size())
                .thenComparing(overlap -> overlap.operator().toString())
                .thenComparing(overlap -> overlap.cluster().members().first()));
        Map<UUID, Cluster> continued = new LinkedHashMap<>();
        Map<Cluster, UUID> owners = new HashMap<>();
        for (Overlap overlap : overlaps) {
            if (!continued.containsKey(overlap.operator()) && !owners.containsKey(overlap.cluster())) {
                continued.put(overlap.operator(), overlap.cluster());
                owners.put(overlap.cluster(), overlap.operator());
            }
        }
        Map<UUID, UUID> superseded = new LinkedHashMap<>();
        before.keySet().stream()
                .filter(operator -> !continued.containsKey(operator))
                .sorted(Comparator.comparing(UUID::toString))
                .forEach(operator -> superseded.put(
                        operator,
                        overlaps.stream()
                                .filter(overlap -> overlap.operator().equals(operator))
                                .map(overlap -> owners.get(overlap.cluster()))
                                .findFirst()
                                .orElse(operator)));
        return new Revision(
                continued,
                clusters.stream()
                        .filter(cluster -> !owners.containsKey(cluster))
                        .toList(),
                superseded);
    }

    private record Overlap(UUID operator, Cluster cluster, int size) {}
}
