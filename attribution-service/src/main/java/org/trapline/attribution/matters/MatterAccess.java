package org.trapline.attribution.matters;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.trapline.events.MatterAccessChanged;

/** What takedown-service last told about who may see a matter. */
@Entity
@Table(name = "matter_access")
class MatterAccess {

    @Id
    private UUID matter;

    private long version;

    private boolean sealed;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "matter_member", joinColumns = @JoinColumn(name = "matter"))
    @Column(name = "subject")
    private Set<String> members = new HashSet<>();

    protected MatterAccess() {}

    MatterAccess(UUID matter) {
        this.matter = matter;
        this.version = -1;
        this.sealed = true;
    }

    /** @return whether it was news; an older version that comes late is not */
    boolean take(MatterAccessChanged change) {
        if (change.version() <= version) {
            return false;
        }
        version = change.version();
        sealed = change.sealed();
        members.clear();
        members.addAll(change.members());
        return true;
    }

    boolean visibleTo(String subject) {
        return !sealed || members.contains(subject);
    }
}
