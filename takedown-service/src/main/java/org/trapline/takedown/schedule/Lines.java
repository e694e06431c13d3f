package org.trapline.takedown.schedule;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trapline.takedown.matters.MatterAccess;

/** The lines of all orders; several are always taken in their order's order, so that two transactions cannot cross. */
@ApplicationScoped
public class Lines implements PanacheRepositoryBase<Line, UUID> {

    private final Clock clock;

    Lines(Clock clock) {
        this.clock = clock;
    }

    /** The schedule as filed. */
    public void lay(UUID order, UUID matter, List<Target> targets, Instant completeBy, Instant at) {
        int number = 0;
        for (Target target : targets) {
            number++;
            Instant deadline = target.deadline() == null ? completeBy : target.deadline();
            persist(new Line(UuidCreator.getTimeOrderedEpoch(), order, matter, number, target, deadline, at));
        }
    }

    public void drop(UUID order, Set<Target> struck, Instant at) {
        Set<String> names = struck.stream().map(Target::comparable).collect(Collectors.toSet());
        lockedOf(order).stream()
                .filter(line -> names.contains(line.target().comparable()))
                .forEach(line -> line.drop(at));
    }

    /**
     * Begins service: parties are to be served by hand from now on.
     *
     * @return the lines whose registrar has to be looked up
     */
    public List<Line> beginService(UUID order, Instant at) {
        List<Line> bound = lockedOf(order).stream()
                .filter(line -> line.state() != LineState.DROPPED)
                .toList();
        bound.stream().filter(line -> !line.target().kind().isName()).forEach(line -> line.awaitReturn(at));
        return bound.stream().filter(line -> line.target().kind().isName()).toList();
    }

    public List<Line> of(UUID order) {
        return list("orderId = ?1 order by number", order);
    }

    public List<Line> lockedOf(UUID order) {
        return find("orderId = ?1 order by number", order)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    public List<Line> onNotice(UUID notice) {
        return list("noticeId = ?1 order by number", notice);
    }

    public List<Line> lockedOnNotice(UUID notice) {
        return find("noticeId = ?1 order by number", notice)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    public Optional<Line> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Optional<Line> locked(UUID order, int number) {
        return find("orderId = ?1 and number = ?2", order, number)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /**
     * @throws NoSuchLine        when the schedule has no such line
     * @throws NotServedByHand when the line does not await a return
     */
    public LineView returned(UUID order, int number, ReturnOfService made) {
        Line line = locked(order, number).orElseThrow(() -> new NoSuchLine(number));
        line.returned(made, clock.instant());
        return LineView.of(line);
    }

    /** Lines that somebody has to look at, nearest deadline first, of matters that the person may see. */
    public List<Line> needingAttention(String subject, int limit) {
        return getEntityManager()
                .createQuery(
                        "from Line l where (l.state in (UNSERVED, BOUNCED, OBJECTED, RESURFACED, AWAITING_RETURN)"
                                + " or l.state = PENDING and l.why is not null) and l.matter in "
                                + MatterAccess.VISIBLE_TO_ME + " order by l.deadline, l.id",
                        Line.class)
                .setParameter("me", subject)
                .setMaxResults(limit)
                .getResultList();
    }
}
