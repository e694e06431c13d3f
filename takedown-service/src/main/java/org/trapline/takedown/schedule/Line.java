package org.trapline.takedown.schedule;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One target of an order and what became of it. What a registrar says moves a line as far as EFFECT_CLAIMED; DOWN comes
 * from the platform's own observations alone.
 */
@Entity
@Table(name = "schedule_line")
public class Line {

    @Id
    private UUID id;

    @Version
    private long version;

    private UUID orderId;
    private UUID matter;

    @Column(name = "line_number")
    private int number;

    @JdbcTypeCode(SqlTypes.JSON)
    private Target target;

    private Instant deadline;

    @Enumerated(EnumType.STRING)
    private LineState state;

    private @Nullable String why;
    private Instant changedAt;

    /** When a look-up for service last ended, whatever it found. */
    private @Nullable Instant lookedUpAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Addressee addressee;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Registration snapshot;

    private @Nullable UUID noticeId;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable ReturnOfService serviceReturn;

    /** Since when each look has seen the ordered effect. */
    private @Nullable Instant effectSince;

    /** The longest delegation TTL seen at the parent, seconds: so long may a resolver go on answering. */
    private long delegationTtl;

    /**
     * Who has to act on a name.
     *
     * @param registrar IANA id
     * @param abuse     where notices go
     * @param portal    whether it takes notices in the portal only
     */
    public record Addressee(String registrar, @Nullable String name, List<String> abuse, boolean portal) {
        public Addressee {
            abuse = List.copyOf(abuse);
        }
    }

    protected Line() {}

    Line(UUID id, UUID orderId, UUID matter, int number, Target target, Instant deadline, Instant at) {
        this.id = id;
        this.orderId = orderId;
        this.matter = matter;
        this.number = number;
        this.target = target;
        this.deadline = deadline;
        this.state = LineState.PENDING;
        this.changedAt = at;
    }

    void drop(Instant at) {
        become(LineState.DROPPED, "not in the order as entered", at);
    }

    void awaitReturn(Instant at) {
        become(LineState.AWAITING_RETURN, null, at);
    }

    void returned(ReturnOfService made, Instant at) {
        if (state != LineState.AWAITING_RETURN) {
            throw new NotServedByHand(state);
        }
        serviceReturn = made;
        become(LineState.SERVED, null, at);
    }

    /** A look-up found nobody to serve; nothing changes for a line that was served meanwhile. */
    public void unserved(String reason, Instant at) {
        lookedUpAt = at;
        if (noticeId == null) {
            become(LineState.UNSERVED, reason, at);
        }
    }

    /** The first answer is the one from before service, so a later one never replaces it. */
    public void keepSnapshot(Registration before) {
        if (snapshot == null) {
            snapshot = before;
        }
    }

    public void addressTo(Addressee found, Instant at) {
        lookedUpAt = at;
        if (noticeId == null) {
            addressee = found;
            become(LineState.PENDING, null, at);
        }
    }

    public void putOn(UUID notice) {
        noticeId = notice;
    }

    /** Whether a look-up found its addressee and no notice carries it yet. */
    public boolean awaitsNotice() {
        return state == LineState.PENDING && addressee != null && noticeId == null;
    }

    public void noticed(Instant at) {
        if (state == LineState.PENDING || state == LineState.BOUNCED) {
            become(LineState.NOTICED, null, at);
        }
    }

    /** Its notice is not taken for long, and attempts go on: the words make it a task. */
    public void deferred(String reply, Instant at) {
        if (state == LineState.PENDING && !reply.equals(why)) {
            become(LineState.PENDING, reply, at);
        }
    }

    public void bounced(String reply, Instant at) {
        if (state == LineState.PENDING || state == LineState.NOTICED) {
            become(LineState.BOUNCED, reply, at);
        }
    }

    public void acknowledged(Instant at) {
        if (state.isUnanswered()) {
            become(LineState.ACKNOWLEDGED, null, at);
        }
    }

    public void effectClaimed(Instant at) {
        if (state.isUnanswered() || state == LineState.ACKNOWLEDGED || state == LineState.OBJECTED) {
            become(LineState.EFFECT_CLAIMED, null, at);
        }
    }

    public void objected(String reason, Instant at) {
        if (!state.isSeen()) {
            become(LineState.OBJECTED, reason, at);
        }
    }

    /**
     * One look at the name, made by the platform.
     *
     * @param locked  whether transfer, update and delete are all prohibited
     * @param ttl     of the delegation at the parent, seconds; 0 when there is none
     * @param minimum how far apart the two looks must be at least that make a name count as down; the delegation's TTL
     *                when that is longer, since a cache may answer so long
     * @return whether the line is in another state now
     */
    public boolean observed(Verdict verdict, boolean locked, long ttl, Instant at, Duration minimum) {
        delegationTtl = Math.max(delegationTtl, ttl);
        boolean inEffect = target.action() == Target.Action.LOCK
                ? locked && verdict != Verdict.UNKNOWN
                : verdict.isDown() && target.action() != Target.Action.PRESERVE_ONLY;
        if (!inEffect) {
            effectSince = null;
            boolean lost = state == LineState.LOCKED
                    ? verdict != Verdict.UNKNOWN
                    : state == LineState.DOWN && verdict.isBack();
            return lost && become(LineState.RESURFACED, "seen " + verdict, at);
        }
        if (effectSince == null) {
            effectSince = at;
            return false;
        }
        Duration apart = Duration.between(effectSince, at);
        Duration needed =
                Duration.ofSeconds(delegationTtl).compareTo(minimum) > 0 ? Duration.ofSeconds(delegationTtl) : minimum;
        LineState goal = target.action() == Target.Action.LOCK ? LineState.LOCKED : LineState.DOWN;
        return state != goal && apart.compareTo(needed) >= 0 && become(goal, null, at);
    }

    private boolean become(LineState next, @Nullable String reason, Instant at) {
        state = next;
        why = reason;
        changedAt = at;
        return true;
    }

    public UUID id() {
        return id;
    }

    public UUID orderId() {
        return orderId;
    }

    public UUID matter() {
        return matter;
    }

    public int number() {
        return number;
    }

    public Target target() {
        return target;
    }

    public Instant deadline() {
        return deadline;
    }

    public LineState state() {
        return state;
    }

    public @Nullable String why() {
        return why;
    }

    Instant changedAt() {
        return changedAt;
    }

    public boolean lookedUp() {
        return lookedUpAt != null;
    }

    public @Nullable Addressee addressee() {
        return addressee;
    }

    public @Nullable Registration snapshot() {
        return snapshot;
    }

    public @Nullable UUID noticeId() {
        return noticeId;
    }

    @Nullable ReturnOfService serviceReturn() {
        return serviceReturn;
    }
}
