package org.trapline.takedown.matters;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An investigation from its first day on. While it is sealed its members alone may know of it and of all beneath it. */
@Entity
@Table(name = "matter")
class Matter {

    @Id
    private UUID id;

    @Version
    private long version;

    private String name;
    private boolean sealed;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "matter_member", joinColumns = @JoinColumn(name = "matter"))
    @Column(name = "subject")
    private Set<String> members = new HashSet<>();

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> invited = List.of();

    private Instant createdAt;
    private Instant changedAt;

    protected Matter() {}

    Matter(UUID id, String name, Instant at) {
        this.id = id;
        this.name = name;
        this.createdAt = at;
        this.changedAt = at;
    }

    void seal(Instant at) {
        sealed = true;
        changedAt = at;
    }

    void unseal(Instant at) {
        sealed = false;
        changedAt = at;
    }

    void rename(String newName, Instant at) {
        name = newName;
        changedAt = at;
    }

    /**
     * The one who sets the members is one: a matter that nobody may see could not be opened again.
     *
     * @param invitees user names of people whose token subject is not known yet
     */
    void setMembers(String editor, Collection<String> subjects, Collection<String> invitees, Instant at) {
        members.retainAll(subjects);
        members.addAll(subjects);
        members.add(editor);
        invited = List.copyOf(invitees);
        changedAt = at;
    }

    /** An invited person has come and is now known by subject. */
    void join(String userName, String subject, Instant at) {
        members.add(subject);
        List<String> others = new ArrayList<>(invited);
        others.remove(userName);
        invited = List.copyOf(others);
        changedAt = at;
    }

    boolean admits(String subject) {
        return !sealed || members.contains(subject);
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    String name() {
        return name;
    }

    boolean sealed() {
        return sealed;
    }

    List<String> members() {
        return members.stream().sorted().toList();
    }

    List<String> invited() {
        return invited;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
