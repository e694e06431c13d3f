package org.trapline.takedown.orders;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.cases.CourtCase.Court;
import org.trapline.takedown.orders.OrderState.Act;
import org.trapline.takedown.schedule.Target;
import org.trapline.takedown.schedule.TargetName;

/** A court order. Each act of its course is a method here; {@link OrderState} says when it is open. */
@Entity(name = "CourtOrder")
@Table(name = "court_order")
public class Order {

    @Id
    private UUID id;

    @Version
    private long version;

    private UUID matter;

    @Column(name = "case_id")
    private UUID caseId;

    @Enumerated(EnumType.STRING)
    private OrderState state;

    @JdbcTypeCode(SqlTypes.JSON)
    private OrderContent content;

    @JdbcTypeCode(SqlTypes.JSON)
    private Person drafter;

    private Instant draftedAt;

    /** Subjects of all who wrote at the draft, its drafter first. */
    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> editors;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Person approver;

    private @Nullable Instant approvedAt;
    private @Nullable Instant filedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Frozen frozen;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Entry entry;

    private @Nullable Instant serviceBegunAt;
    private @Nullable Instant endedAt;
    private @Nullable String endReason;

    protected Order() {}

    /** A new draft. */
    Order(UUID id, UUID matter, UUID caseId, OrderContent content, Person drafter, Instant at) {
        this.id = id;
        this.matter = matter;
        this.caseId = caseId;
        this.state = OrderState.DRAFT;
        this.content = content;
        this.drafter = drafter;
        this.draftedAt = at;
        this.editors = List.of(drafter.subject());
    }

    void edit(OrderContent newContent, Person by) {
        state = state.after(Act.EDIT);
        content = newContent;
        if (wasWrittenBy(by.subject())) {
            return;
        }
        List<String> more = new ArrayList<>(editors);
        more.add(by.subject());
        editors = List.copyOf(more);
    }

    /** Whether any of its text is the person's own, who can then not approve it. */
    public boolean wasWrittenBy(String subject) {
        return editors.contains(subject);
    }

    /** @throws DrafterCannotApprove when it is one of those who wrote it, whatever name the token shows */
    void approve(Person by, Instant at) {
        OrderState next = state.after(Act.APPROVE);
        if (wasWrittenBy(by.subject())) {
            throw new DrafterCannotApprove();
        }
        state = next;
        approver = by;
        approvedAt = at;
    }

    /** Whether {@link #file} would be refused, before anything is asked of other services for it. */
    void checkReadyToFile(Court court) {
        state.after(Act.FILE);
        List<String> missing = content.missing(court);
        if (!missing.isEmpty()) {
            throw new OrderIncomplete(missing);
        }
    }

    /** @param basis what the order rests on, as it stands now */
    void file(Court court, Frozen basis, Instant at) {
        checkReadyToFile(court);
        state = state.after(Act.FILE);
        frozen = basis;
        filedAt = at;
    }

    /**
     * The court has entered the order, perhaps with fewer names than were filed.
     *
     * @return the filed targets that were struck, never to be served
     * @throws NamesNotFiled when the entry binds somebody who was not named in the filing
     */
    Set<Target> enter(Entry entered) {
        OrderState next = state.after(Act.ENTER);
        Set<String> names = entered.names().stream().map(TargetName::comparable).collect(Collectors.toSet());
        Set<String> filed = content.targets().stream().map(Target::comparable).collect(Collectors.toSet());
        List<String> unknown = entered.names().stream()
                .filter(name -> !filed.contains(TargetName.comparable(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new NamesNotFiled(unknown);
        }
        state = next;
        entry = entered;
        Set<Target> struck = new LinkedHashSet<>(content.targets());
        struck.removeIf(target -> names.contains(target.comparable()));
        return struck;
    }

    void deny(String reason, Instant at) {
        state = state.after(Act.DENY);
        end(reason, at);
    }

    void beginService(Instant at) {
        state = state.after(Act.SERVE);
        serviceBegunAt = at;
    }

    void vacate(String reason, Instant at) {
        state = state.after(Act.VACATE);
        end(reason, at);
    }

    void expire(Instant at) {
        state = state.after(Act.EXPIRE);
        end("its term is over", at);
    }

    private void end(String reason, Instant at) {
        endReason = reason;
        endedAt = at;
    }

    /**
     * Somebody who acted on an order.
     *
     * @param subject the token's subject, by which people are told apart
     * @param name    the user name at the time
     */
    public record Person(String subject, String name) {}

    public UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    public UUID matter() {
        return matter;
    }

    public UUID caseId() {
        return caseId;
    }

    public OrderState state() {
        return state;
    }

    public OrderContent content() {
        return content;
    }

    public Person drafter() {
        return drafter;
    }

    Instant draftedAt() {
        return draftedAt;
    }

    @Nullable Person approver() {
        return approver;
    }

    @Nullable Instant approvedAt() {
        return approvedAt;
    }

    @Nullable Instant filedAt() {
        return filedAt;
    }

    @Nullable Frozen frozen() {
        return frozen;
    }

    @Nullable Entry entry() {
        return entry;
    }

    @Nullable Instant serviceBegunAt() {
        return serviceBegunAt;
    }

    @Nullable Instant endedAt() {
        return endedAt;
    }

    @Nullable String endReason() {
        return endReason;
    }

    /** What a notice says of the court's paper; there only from the entry on. */
    public EnteredPaper paper() {
        if (entry == null) {
            throw new IllegalStateException("order " + id + " is not entered");
        }
        return new EnteredPaper(
                entry.docket(),
                entry.judge(),
                entry.enteredAt(),
                entry.certifiedCopy().sha256(),
                entry.certifiedCopy().pages());
    }

    /** The court's paper as a recipient can ask the clerk about it. */
    public record EnteredPaper(String docket, String judge, Instant enteredAt, String copySha256, int copyPages) {}
}
