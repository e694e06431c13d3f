package org.trapline.attribution.operators;

import static org.trapline.attribution.operators.CanonicalJson.number;
import static org.trapline.attribution.operators.CanonicalJson.object;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.operators.Evidence.Relation;

/**
 * Why a cluster is held to be one operator's, as a document that can be frozen by its hash: the reasons with their weights
 * and sources, what would lower them, and what else it could be.
 *
 * @param json   canonical form
 * @param sha256 of {@code json} in UTF-8, lower-case hex
 */
record Explanation(String json, String sha256) {

    private static final double THRESHOLD = Clustering.THRESHOLD_BITS;

    /**
     * @param operator id of the operator, whose revision this is
     * @param file     all evidence about the members, and about those they might be aliases of
     * @param names    of parties by node
     */
    static Explanation of(
            UUID operator, int revision, UUID matter, Cluster cluster, CaseFile file, Map<Node, String> names) {
        Ringleader ringleader = Ringleader.of(cluster, file);
        Map<String, Object> document = heading(operator, revision, matter);
        document.put("score", number(cluster.score()));
        document.put("sites", sites(cluster));
        document.put("parties", parties(cluster, names));
        document.put("links", links(cluster));
        document.put("wouldLower", WouldLower.of(cluster, file));
        document.put("competing", Competing.of(cluster));
        document.put("aliases", aliases(cluster, file));
        document.put("conflicts", conflicts(cluster, file));
        document.put("ringleader", ringleader(ringleader, names));
        document.put("ringleaderReasons", ringleader.reasons());
        return of(document);
    }

    /** What is left when the evidence no longer holds anything together. */
    static Explanation dissolved(UUID operator, int revision, UUID matter, @Nullable UUID supersededBy) {
        Map<String, Object> document = heading(operator, revision, matter);
        document.put("score", 0);
        document.put("supersededBy", supersededBy == null ? null : supersededBy.toString());
        for (String list :
                List.of("sites", "parties", "links", "wouldLower", "aliases", "conflicts", "ringleaderReasons")) {
            document.put(list, List.of());
        }
        document.put("competing", null);
        document.put("ringleader", null);
        return of(document);
    }

    private static Explanation of(Map<String, Object> document) {
        String json = CanonicalJson.write(document);
        return new Explanation(json, CanonicalJson.sha256(json));
    }

    private static Map<String, Object> heading(UUID operator, int revision, UUID matter) {
        return object(
                "operator", operator.toString(),
                "revision", revision,
                "matter", matter.toString(),
                "unit", "bits: log2 of a likelihood ratio",
                "threshold", number(THRESHOLD));
    }

    private static List<String> sites(Cluster cluster) {
        return cluster.members().stream().filter(Node::isSite).map(Node::id).toList();
    }

    private static List<Object> parties(Cluster cluster, Map<Node, String> names) {
        List<Object> parties = new ArrayList<>();
        for (Node node : cluster.members()) {
            if (!node.isSite()) {
                parties.add(object("id", node.id(), "kind", node.kind().name(), "name", names.getOrDefault(node, "")));
            }
        }
        return parties;
    }

    private static List<Object> links(Cluster cluster) {
        List<Object> links = new ArrayList<>();
        Set<Bond> spanning = new HashSet<>(cluster.spanning());
        for (Bond bond : cluster.bonds()) {
            boolean holds = spanning.contains(bond);
            bond.links().forEach(link -> links.add(link(link, holds)));
        }
        return links;
    }

    private static Map<String, Object> link(Link link, boolean spanning) {
        return object(
                "a", link.a().id(),
                "b", link.b().id(),
                "kind", link.kind(),
                "value", link.value(),
                "bits", number(link.bits()),
                "frequency", link.frequency(),
                "sources", List.copyOf(link.sources()),
                "exhibits", link.exhibits().stream().map(UUID::toString).toList(),
                "exhibitCount", link.exhibitCount(),
                "counted", link.counted() && spanning);
    }

    /** Possible aliases of members, named and not counted. */
    private static List<Object> aliases(Cluster cluster, CaseFile file) {
        SortedMap<String, Relation> aliases = new TreeMap<>();
        for (Relation relation : file.relations()) {
            if (relation.tie() == Tie.POSSIBLE_ALIAS_OF
                    && (cluster.members().contains(relation.from())
                            || cluster.members().contains(relation.to()))) {
                aliases.putIfAbsent(
                        relation.from().key() + " " + relation.to().key() + " " + relation.source(), relation);
            }
        }
        List<Object> list = new ArrayList<>();
        aliases.values()
                .forEach(alias -> list.add(object(
                        "a", alias.from().id(),
                        "b", alias.to().id(),
                        "source", alias.source(),
                        "note", "possible alias: neither merged nor counted")));
        return list;
    }

    /** Statements that name different parties for the same site. */
    private static List<Object> conflicts(Cluster cluster, CaseFile file) {
        SortedMap<String, SortedMap<Node, TreeSet<String>>> said = new TreeMap<>();
        for (Relation relation : file.relations()) {
            boolean operates = relation.tie() == Tie.OPERATES && relation.to().isSite();
            boolean registered = relation.tie() == Tie.REGISTERED_BY;
            if (operates || registered) {
                Node site = operates ? relation.to() : relation.from();
                Node party = operates ? relation.from() : relation.to();
                if (cluster.members().contains(site)) {
                    said.computeIfAbsent(relation.tie() + " " + site.id(), s -> new TreeMap<>())
                            .computeIfAbsent(party, p -> new TreeSet<>())
                            .add(relation.source());
                }
            }
        }
        List<Object> conflicts = new ArrayList<>();
        said.forEach((about, parties) -> {
            if (parties.size() > 1) {
                conflicts.add(object(
                        "about",
                        about,
                        "says",
                        parties.entrySet().stream()
                                .map(e -> object("party", e.getKey().id(), "sources", List.copyOf(e.getValue())))
                                .toList()));
            }
        });
        return conflicts;
    }

    private static @Nullable Object ringleader(Ringleader ringleader, Map<Node, String> names) {
        Node person = ringleader.person();
        return person == null
                ? null
                : object(
                        "party", person.id(),
                        "name", names.getOrDefault(person, ""),
                        "reasons", ringleader.reasons());
    }

    static List<String> ids(Collection<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }
}
