package org.trapline.takedown.notices;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One answer of a registrar to its notice, in a table that can only grow: a later answer never replaces an earlier one. */
@Entity
@Immutable
@Table(name = "notice_answer")
class NoticeAnswer {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long seq;

    private UUID noticeId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private Instant at;

    @Column(name = "answered_by")
    private String by;

    private @Nullable String words;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> names;

    enum Kind {
        ACKNOWLEDGEMENT,
        EFFECT,
        OBJECTION
    }

    protected NoticeAnswer() {}

    /**
     * @param by    the token's subject, or "capability" for whoever held the link
     * @param words the registrar's ticket number, or its reason
     * @param names what it is about; all names of the notice when empty
     */
    NoticeAnswer(UUID noticeId, Kind kind, Instant at, String by, @Nullable String words, List<String> names) {
        this.noticeId = noticeId;
        this.kind = kind;
        this.at = at;
        this.by = by;
        this.words = words;
        this.names = List.copyOf(names);
    }

    /** Whether it is the other one sent again, perhaps because the first response was lost. */
    boolean repeats(NoticeAnswer other) {
        return kind == other.kind
                && by.equals(other.by)
                && Objects.equals(words, other.words)
                && names.equals(other.names);
    }

    Kind kind() {
        return kind;
    }

    Instant at() {
        return at;
    }

    String by() {
        return by;
    }

    @Nullable String words() {
        return words;
    }

    List<String> names() {
        return names;
    }
}
