package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.trapline.attribution.operators.Evidence.Holding;
import org.trapline.attribution.operators.Evidence.Relation;
import org.trapline.attribution.operators.Evidence.Value;

/** The evidence about some nodes of one matter, as clustering and its explanation look at it. */
final class CaseFile {

    private final List<Holding> holdings;
    private final List<Relation> relations;
    private final Map<Value, Integer> frequencies;
    private final SortedMap<Value, SortedMap<Node, List<Holding>>> holders = new TreeMap<>();

    private CaseFile(List<Holding> holdings, List<Relation> relations, Map<Value, Integer> frequencies) {
        this.holdings = holdings;
        this.relations = relations;
        this.frequencies = frequencies;
        for (Holding holding : holdings) {
            holders.computeIfAbsent(holding.shared(), v -> new TreeMap<>())
                    .computeIfAbsent(holding.holder(), n -> new ArrayList<>())
                    .add(holding);
        }
    }

    /**
     * @param frequencies how many entities of the matter hold a value, for values that more entities hold than the
     *     evidence at hand shows
     */
    static CaseFile of(Collection<? extends Evidence> evidence, Map<Value, Integer> frequencies) {
        List<Holding> holdings = new ArrayList<>();
        List<Relation> relations = new ArrayList<>();
        for (Evidence item : evidence) {
            if (item instanceof Holding holding) {
                holdings.add(holding);
            } else if (item instanceof Relation relation) {
                relations.add(relation);
            }
        }
        return new CaseFile(List.copyOf(holdings), List.copyOf(relations), Map.copyOf(frequencies));
    }

    static CaseFile of(Collection<? extends Evidence> evidence) {
        return of(evidence, Map.of());
    }

    /**
     * The same file had this source never spoken. Frequencies stay: how common a value is in the world does not depend on
     * who told of it here.
     */
    CaseFile without(String source) {
        return filtered(h -> !h.source().equals(source), r -> !r.source().equals(source));
    }

    CaseFile about(Set<Node> nodes) {
        return filtered(h -> nodes.contains(h.holder()), r -> nodes.contains(r.from()) && nodes.contains(r.to()));
    }

    private CaseFile filtered(Predicate<Holding> holding, Predicate<Relation> relation) {
        return new CaseFile(
                holdings.stream().filter(holding).toList(),
                relations.stream().filter(relation).toList(),
                allFrequencies());
    }

    private Map<Value, Integer> allFrequencies() {
        Map<Value, Integer> all = new TreeMap<>();
        holders.keySet().forEach(value -> all.put(value, frequency(value)));
        return Map.copyOf(all);
    }

    int frequency(Value value) {
        int here = holders.getOrDefault(value, new TreeMap<>()).size();
        return Math.max(here, frequencies.getOrDefault(value, 0));
    }

    double bits(Value value) {
        return value.trait().bits(frequency(value));
    }

    SortedMap<Value, SortedMap<Node, List<Holding>>> holders() {
        return holders;
    }

    List<Relation> relations() {
        return relations;
    }

    SortedSet<Node> nodes() {
        SortedSet<Node> nodes = new TreeSet<>();
        holdings.forEach(h -> nodes.add(h.holder()));
        relations.forEach(r -> {
            nodes.add(r.from());
            nodes.add(r.to());
        });
        return nodes;
    }

    SortedSet<String> sources() {
        return Stream.concat(holdings.stream(), relations.stream())
                .map(Evidence::source)
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }
}
