package org.trapline.attribution.operators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.Evidence.Relation;

/**
 * The person who most likely leads, with the reasons in words.
 *
 * @param person  null when nobody stands out
 * @param reasons why this one, or why none
 */
record Ringleader(@Nullable Node person, List<String> reasons) {

    /**
     * Whoever is said to direct others leads; after that who is said to operate; being joined to more members only decides
     * between equals. Working for others, without directing any, is no sign of leading.
     */
    static Ringleader of(Cluster cluster, CaseFile file) {
        List<Standing> standings = cluster.members().stream()
                .filter(node -> node.kind() == Node.Kind.PERSON)
                .map(person -> Standing.of(person, cluster, file))
                .filter(standing -> standing.directs() > 0 || standing.operates() > 0)
                .sorted(Comparator.comparing(Standing::directs)
                        .thenComparing(Standing::operates)
                        .thenComparing(Standing::joins)
                        .reversed())
                .toList();
        if (standings.isEmpty()) {
            return new Ringleader(null, List.of("no source says that a person directs or operates any of this"));
        }
        if (standings.size() > 1 && standings.get(0).equalsBut(standings.get(1))) {
            return new Ringleader(
                    null,
                    List.of("two persons stand equal: what is said of each to direct and to operate is the same"));
        }
        return new Ringleader(standings.get(0).person(), standings.get(0).reasons());
    }

    /** How many independent statements and joins speak for a person. */
    private record Standing(Node person, int directs, int operates, long joins, List<String> reasons) {

        static Standing of(Node person, Cluster cluster, CaseFile file) {
            int directs = said(person, Tie.DIRECTS, file).size();
            int operates = said(person, Tie.OPERATES, file).size();
            int worksFor = said(person, Tie.WORKS_FOR, file).size();
            long joins = cluster.joinsOf(person);
            List<String> reasons = new ArrayList<>();
            if (directs > 0) {
                reasons.add("DIRECTS " + plural(directs, "other") + ", by " + sources(person, Tie.DIRECTS, file));
            }
            if (operates > 0) {
                reasons.add("OPERATES " + plural(operates, "member") + ", by " + sources(person, Tie.OPERATES, file));
            }
            reasons.add("directly joined to %d of %d other members"
                    .formatted(joins, cluster.members().size() - 1));
            if (worksFor > 0) {
                reasons.add("against: WORKS_FOR " + plural(worksFor, "other"));
            }
            return new Standing(person, directs, operates, joins, reasons);
        }

        boolean equalsBut(Standing other) {
            return directs == other.directs && operates == other.operates && joins == other.joins;
        }

        /** Whom or what the person is said to direct or operate, with the sources. */
        private static TreeMap<Node, TreeSet<String>> said(Node person, Tie tie, CaseFile file) {
            TreeMap<Node, TreeSet<String>> said = new TreeMap<>();
            for (Relation relation : file.relations()) {
                if (relation.tie() == tie && relation.from().equals(person)) {
                    said.computeIfAbsent(relation.to(), n -> new TreeSet<>()).add(relation.source());
                }
            }
            return said;
        }

        private static String sources(Node person, Tie tie, CaseFile file) {
            Set<String> sources = new TreeSet<>();
            said(person, tie, file).values().forEach(sources::addAll);
            return String.join("; ", sources);
        }

        private static String plural(int count, String word) {
            return count + " " + word + (count == 1 ? "" : "s");
        }
    }
}
