package org.trapline.attribution.operators;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@link Evidence}: it has either a trait with a value or a tie with another node. */
@Entity
@Table(name = "evidence_item")
class EvidenceItem {

    @Id
    private UUID id;

    private UUID matter;
    private String node;

    @Enumerated(EnumType.STRING)
    private @Nullable Trait trait;

    private @Nullable String value;
    private boolean own;

    @Enumerated(EnumType.STRING)
    private @Nullable Tie tie;

    private @Nullable String other;
    private double confidence;
    private String source;
    private @Nullable UUID exhibit;

    protected EvidenceItem() {}

    static EvidenceItem of(UUID matter, Evidence evidence) {
        EvidenceItem item = new EvidenceItem();
        item.id = UuidCreator.getTimeOrderedEpoch();
        item.matter = matter;
        item.source = evidence.source();
        item.exhibit = evidence.exhibit();
        if (evidence instanceof Evidence.Holding holding) {
            item.node = holding.holder().key();
            item.trait = holding.trait();
            item.value = holding.value();
            item.own = holding.own();
            item.confidence = 1;
        } else if (evidence instanceof Evidence.Relation relation) {
            item.node = relation.from().key();
            item.tie = relation.tie();
            item.other = relation.to().key();
            item.confidence = relation.confidence();
        }
        return item;
    }

    Evidence evidence() {
        if (trait != null && value != null) {
            return new Evidence.Holding(Node.of(node), trait, value, own, source, exhibit);
        }
        if (tie != null && other != null) {
            return new Evidence.Relation(Node.of(node), tie, Node.of(other), confidence, source, exhibit);
        }
        throw new IllegalStateException("evidence item " + id + " says nothing");
    }
}
