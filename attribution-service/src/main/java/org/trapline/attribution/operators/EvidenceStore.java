package org.trapline.attribution.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.Session;
import org.trapline.attribution.operators.Evidence.Holding;
import org.trapline.attribution.operators.Evidence.Relation;
import org.trapline.attribution.operators.Evidence.Value;
import org.trapline.attribution.parties.Party;
import org.trapline.attribution.parties.PartyEntered;

/** All evidence of all matters, and which nodes have news since their cluster was last looked at. */
@ApplicationScoped
public class EvidenceStore {

    /** Bounds the parameters of one query. */
    private static final int NODES_A_QUERY = 1_000;

    private final Session entities;

    EvidenceStore(Session entities) {
        this.entities = entities;
    }

    public static Node nodeOf(Party party) {
        return Node.party(Node.Kind.valueOf(party.kind().name()), party.id());
    }

    /** Records it and has the clusters that it touches looked at again soon. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(UUID matter, Evidence evidence) {
        entities.persist(EvidenceItem.of(matter, evidence));
        for (Node node : nodesOf(evidence)) {
            entities.createNativeMutationQuery("insert into touched_node (matter, node) values (:matter, :node)")
                    .setParameter("matter", matter)
                    .setParameter("node", node.key())
                    .executeUpdate();
        }
    }

    /** A party's own name is what a register of sites may have it by. */
    void on(@Observes PartyEntered entered) {
        Party party = entered.party();
        String name = Trait.REGISTRANT.normal(party.name());
        if (!name.isEmpty()) {
            add(party.matter(), new Holding(nodeOf(party), Trait.REGISTRANT, name, true, "PARTY:" + party.id(), null));
        }
    }

    private static List<Node> nodesOf(Evidence evidence) {
        if (evidence instanceof Relation relation) {
            return List.of(relation.from(), relation.to());
        }
        return List.of(((Holding) evidence).holder());
    }

    /**
     * Everything that is reachable from the nodes by evidence that weighs something, with the frequency of each value in
     * the matter.
     */
    CaseFile reachable(UUID matter, Set<Node> start) {
        Set<Node> seen = new TreeSet<>();
        Set<Node> next = new TreeSet<>(start);
        List<Evidence> found = new ArrayList<>();
        Map<Value, Integer> frequencies = new HashMap<>();
        while (!next.isEmpty()) {
            seen.addAll(next);
            List<Evidence> about = about(matter, next);
            found.addAll(about);
            Set<Node> reached = new TreeSet<>();
            Set<Value> values = new TreeSet<>();
            for (Evidence evidence : about) {
                if (evidence instanceof Relation relation && relation.bits() > 0) {
                    reached.addAll(nodesOf(relation));
                } else if (evidence instanceof Holding holding && !frequencies.containsKey(holding.shared())) {
                    values.add(holding.shared());
                }
            }
            for (Value value : values) {
                int holders = frequency(matter, value);
                frequencies.put(value, holders);
                // One holder fewer: the newest may be what made the value too common, and the others must hear of it.
                if (holders > 1 && value.trait().bits(holders - 1) > 0) {
                    reached.addAll(holders(matter, value));
                }
            }
            reached.removeAll(seen);
            next = reached;
        }
        return CaseFile.of(found.stream().distinct().toList(), frequencies);
    }

    private List<Evidence> about(UUID matter, Set<Node> nodes) {
        List<String> keys = nodes.stream().map(Node::key).toList();
        List<Evidence> about = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += NODES_A_QUERY) {
            entities.createQuery(
                            "from EvidenceItem where matter = :matter and (node in :nodes or other in :nodes) order by id",
                            EvidenceItem.class)
                    .setParameter("matter", matter)
                    .setParameter("nodes", keys.subList(from, Math.min(keys.size(), from + NODES_A_QUERY)))
                    .getResultStream()
                    .map(EvidenceItem::evidence)
                    .forEach(about::add);
        }
        return about;
    }

    private int frequency(UUID matter, Value value) {
        return entities.createQuery(
                        "select count(distinct node) from EvidenceItem"
                                + " where matter = :matter and trait = :trait and value = :value",
                        Long.class)
                .setParameter("matter", matter)
                .setParameter("trait", value.trait())
                .setParameter("value", value.value())
                .getSingleResult()
                .intValue();
    }

    private Collection<Node> holders(UUID matter, Value value) {
        return entities.createQuery(
                        "select distinct node from EvidenceItem"
                                + " where matter = :matter and trait = :trait and value = :value",
                        String.class)
                .setParameter("matter", matter)
                .setParameter("trait", value.trait())
                .setParameter("value", value.value())
                .getResultStream()
                .map(Node::of)
                .toList();
    }

    /** Matters with news. */
    List<UUID> touchedMatters() {
        return entities.createNativeQuery("select distinct matter from touched_node", UUID.class)
                .getResultList();
    }

    /** Takes the nodes with news off the list; another replica that takes the same ones waits and then finds none. */
    Set<Node> takeTouched(UUID matter) {
        List<String> keys = entities.createNativeQuery(
                        "delete from touched_node where matter = :matter returning node", String.class)
                .setParameter("matter", matter)
                .getResultList();
        Set<Node> nodes = new TreeSet<>();
        keys.forEach(key -> nodes.add(Node.of(key)));
        return nodes;
    }
}
