package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.Evidence.Holding;
import org.trapline.attribution.operators.Evidence.Relation;
import org.trapline.attribution.operators.Evidence.Value;

/**
 * Two nodes with all reasons that link them.
 *
 * @param a     the lesser node
 * @param b     the greater node
 * @param links strongest first
 */
record Bond(Node a, Node b, List<Link> links) {

    /** Bits of the reasons that count. */
    double bits() {
        return links.stream().filter(Link::counted).mapToDouble(Link::bits).sum();
    }

    Link strongest() {
        return links.get(0);
    }

    /**
     * @param shared    values that both hold, with their holdings
     * @param relations relations between the two
     */
    static Bond of(Node a, Node b, CaseFile file, Iterable<Value> shared, Iterable<Relation> relations) {
        List<Reason> reasons = new ArrayList<>();
        for (Value value : shared) {
            Reason reason = Reason.of(a, b, value, file);
            if (reason != null) {
                reasons.add(reason);
            }
        }
        SortedMap<String, List<Relation>> bySource = new TreeMap<>();
        for (Relation relation : relations) {
            if (relation.bits() > 0) {
                bySource.computeIfAbsent(relation.tie() + " " + relation.source(), s -> new ArrayList<>())
                        .add(relation);
            }
        }
        bySource.values().forEach(same -> reasons.add(Reason.of(same)));
        return new Bond(a, b, counted(reasons));
    }

    /**
     * A source's best reason counts and its others are listed beside it: name, e-mail and telephone of one registration
     * were typed by one hand. Several sources for one shared value do not make it rarer, so it counts once too.
     */
    private static List<Link> counted(List<Reason> reasons) {
        reasons.sort(Comparator.comparingDouble((Reason r) -> -r.link().bits())
                .thenComparing(r -> r.link().kind())
                .thenComparing(r -> r.link().value())
                .thenComparing(r -> r.link().sources().toString()));
        Set<String> used = new HashSet<>();
        List<Link> links = new ArrayList<>();
        for (Reason reason : reasons) {
            var free = reason.origins().stream().filter(o -> !used.contains(o)).findFirst();
            free.ifPresent(used::add);
            links.add(free.isPresent() ? reason.link().asCounted() : reason.link());
        }
        return List.copyOf(links);
    }

    /** A link with the independent origins it could count for. */
    private record Reason(Link link, SortedSet<String> origins) {

        static @Nullable Reason of(Node a, Node b, Value value, CaseFile file) {
            SortedMap<Node, List<Holding>> holders = file.holders().getOrDefault(value, new TreeMap<>());
            List<Holding> ofA = holders.getOrDefault(a, List.of());
            List<Holding> ofB = holders.getOrDefault(b, List.of());
            double bits = file.bits(value);
            boolean onlyNames =
                    ofA.stream().allMatch(Holding::own) && ofB.stream().allMatch(Holding::own);
            if (bits <= 0 || ofA.isEmpty() || ofB.isEmpty() || onlyNames) {
                return null;
            }
            SortedSet<String> origins = new TreeSet<>();
            for (String one : sources(ofA)) {
                for (String other : sources(ofB)) {
                    origins.add(one.compareTo(other) <= 0 ? one + " & " + other : other + " & " + one);
                }
            }
            SortedSet<String> sources = sources(ofA);
            sources.addAll(sources(ofB));
            return new Reason(
                    link(
                            a,
                            b,
                            value.trait().name(),
                            value.value(),
                            bits,
                            file.frequency(value),
                            sources,
                            Stream.concat(ofA.stream(), ofB.stream())),
                    origins);
        }

        static Reason of(List<Relation> same) {
            Relation best = same.stream()
                    .max(Comparator.comparingDouble(Relation::confidence))
                    .orElseThrow();
            SortedSet<String> source = new TreeSet<>(Set.of(best.source()));
            return new Reason(
                    link(best.from(), best.to(), best.tie().name(), "", best.bits(), 2, source, same.stream()),
                    new TreeSet<>(Set.of(best.source() + " & " + best.source())));
        }

        private static SortedSet<String> sources(List<Holding> holdings) {
            SortedSet<String> sources = new TreeSet<>();
            holdings.forEach(h -> sources.add(h.source()));
            return sources;
        }

        private static Link link(
                Node a,
                Node b,
                String kind,
                String value,
                double bits,
                int frequency,
                SortedSet<String> sources,
                Stream<? extends Evidence> shownBy) {
            List<UUID> exhibits = shownBy.flatMap(e -> Stream.ofNullable(e.exhibit()))
                    .distinct()
                    .sorted(Comparator.comparing(UUID::toString))
                    .toList();
            return new Link(
                    a,
                    b,
                    kind,
                    value,
                    bits,
                    frequency,
                    sources,
                    exhibits.subList(0, Math.min(exhibits.size(), Link.EXHIBITS_SHOWN)),
                    exhibits.size(),
                    false);
        }
    }
}
