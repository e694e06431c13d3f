package org.trapline.attribution.operators;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One state of a hypothesis with its explanation. Append-only: an order freezes revision and hash. */
@Entity
@Table(name = "operator_revision")
class OperatorRevision {

    @Embeddable
    record Key(UUID operator, int revision) {}

    @EmbeddedId
    private Key key;

    private String sha256;
    private String explanation;
    private Instant revisedAt;

    protected OperatorRevision() {}

    OperatorRevision(UUID operator, int revision, Explanation explanation, Instant at) {
        this.key = new Key(operator, revision);
        this.sha256 = explanation.sha256();
        this.explanation = explanation.json();
        this.revisedAt = at;
    }

    UUID operator() {
        return key.operator();
    }

    int revision() {
        return key.revision();
    }

    String sha256() {
        return sha256;
    }

    Instant revisedAt() {
        return revisedAt;
    }

    /** The document that was hashed. */
    JsonNode explanation() {
        return CanonicalJson.read(explanation);
    }

    /** Those that its reasons rest on. */
    Set<UUID> exhibits() {
        Set<UUID> exhibits = new TreeSet<>();
        explanation().path("links").forEach(link -> link.path("exhibits")
                .forEach(id -> exhibits.add(UUID.fromString(id.asText()))));
        return exhibits;
    }

    List<String> sites() {
        List<String> sites = new ArrayList<>();
        explanation().path("sites").forEach(site -> sites.add(site.asText()));
        return sites;
    }
}
