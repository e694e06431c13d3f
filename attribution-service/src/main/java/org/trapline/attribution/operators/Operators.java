package org.trapline.attribution.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.defaults.Caller;

@ApplicationScoped
class Operators {

    private final Session entities;

    Operators(Session entities) {
        this.entities = entities;
    }

    void persist(Object row) {
        entities.persist(row);
    }

    Optional<Operator> find(UUID id) {
        return Optional.ofNullable(entities.find(Operator.class, id));
    }

    /** Holds the row until the transaction ends, so that a review and a revision do not cross. */
    Optional<Operator> lock(UUID id) {
        return Optional.ofNullable(entities.find(Operator.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    OperatorRevision current(Operator operator) {
        return revision(operator.id(), operator.revision()).orElseThrow();
    }

    Optional<OperatorRevision> revision(UUID operator, int revision) {
        return Optional.ofNullable(entities.find(OperatorRevision.class, new OperatorRevision.Key(operator, revision)));
    }

    Optional<OperatorReview> review(UUID operator, int revision) {
        return entities.createNativeQuery(
                        "select * from operator_review where operator = :operator and revision = :revision"
                                + " order by seq desc limit 1",
                        OperatorReview.class)
                .setParameter("operator", operator)
                .setParameter("revision", revision)
                .getResultStream()
                .findFirst();
    }

    OperatorReview review(UUID id) {
        return entities.find(OperatorReview.class, id);
    }

    /** Hypotheses that stand, in the order of their ids. */
    List<Operator> page(@Nullable UUID matter, Caller caller, @Nullable UUID after, int rows) {
        return entities.createNativeQuery("""
                        select * from operator
                        where not dissolved and (cast(:matter as uuid) is null or matter = :matter) and %s
                          and (cast(:after as uuid) is null or id > :after)
                        order by id limit :rows""".formatted(Matters.visibleCondition("operator.matter")), Operator.class)
                .setParameter("matter", matter, UUID.class)
                .setParameter("viewer", Matters.viewer(caller))
                .setParameter("after", after, UUID.class)
                .setParameter("rows", rows)
                .getResultList();
    }

    /** Whose members any of the nodes are. */
    Set<UUID> having(UUID matter, Collection<Node> nodes) {
        return new TreeSet<UUID>(entities.createNativeQuery(
                        "select distinct operator from operator_member where matter = :matter and node in (:nodes)",
                        UUID.class)
                .setParameter("matter", matter)
                .setParameter("nodes", nodes.stream().map(Node::key).toList())
                .getResultList());
    }

    Map<UUID, Set<Node>> members(Set<UUID> operators) {
        Map<UUID, Set<Node>> members = new HashMap<>();
        operators.forEach(id -> members.put(id, new TreeSet<>()));
        if (!operators.isEmpty()) {
            for (Object row : entities.createNativeQuery(
                            "select operator, node from operator_member where operator in (:operators)", Object[].class)
                    .setParameter("operators", operators)
                    .getResultList()) {
                Object[] columns = (Object[]) row;
                members.get((UUID) columns[0]).add(Node.of((String) columns[1]));
            }
        }
        return members;
    }

    void forgetMembers(Set<UUID> operators) {
        if (!operators.isEmpty()) {
            entities.createNativeMutationQuery("delete from operator_member where operator in (:operators)")
                    .setParameter("operators", operators)
                    .executeUpdate();
        }
    }

    void addMembers(Operator operator, Set<Node> nodes) {
        entities.flush();
        for (Node node : nodes) {
            entities.createNativeMutationQuery(
                            "insert into operator_member (matter, node, operator) values (:matter, :node, :operator)")
                    .setParameter("matter", operator.matter())
                    .setParameter("node", node.key())
                    .setParameter("operator", operator.id())
                    .executeUpdate();
        }
    }

    /** One revision of a matter's operators at a time, over all replicas. */
    void lockMatter(UUID matter) {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(:matter) as text)", String.class)
                .setParameter("matter", matter.getMostSignificantBits() ^ matter.getLeastSignificantBits())
                .getSingleResult();
    }
}
