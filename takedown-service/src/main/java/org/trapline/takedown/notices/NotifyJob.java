package org.trapline.takedown.notices;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.messaging.jobs.Jobs;
import org.trapline.takedown.cases.Cases;
import org.trapline.takedown.cases.CourtCase;
import org.trapline.takedown.orders.Order;
import org.trapline.takedown.orders.OrderState;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.orders.ServiceJobs;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.LineState;
import org.trapline.takedown.schedule.Lines;

/**
 * Makes one notice a registrar of an order's lines, once each line has been looked up. Each look-up wakes it, so it waits
 * for nothing; a name whose registrar is found later goes out as a further part.
 */
@ApplicationScoped
class NotifyJob implements JobHandler {

    private static final Logger LOG = Logger.getLogger(NotifyJob.class);

    private final Orders orders;
    private final Cases cases;
    private final Lines lines;
    private final NoticeRepository notices;
    private final Jobs jobs;
    private final NoticeConfig config;
    private final Clock clock;

    NotifyJob(
            Orders orders,
            Cases cases,
            Lines lines,
            NoticeRepository notices,
            Jobs jobs,
            NoticeConfig config,
            Clock clock) {
        this.orders = orders;
        this.cases = cases;
        this.lines = lines;
        this.notices = notices;
        this.jobs = jobs;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ServiceJobs.NOTIFY;
    }

    @Override
    public Outcome run(UUID orderId, int attempt) {
        QuarkusTransaction.requiringNew().run(() -> makeNotices(orderId));
        return Outcome.done();
    }

    private void makeNotices(UUID orderId) {
        Order order = orders.findById(orderId);
        List<Line> schedule = lines.lockedOf(orderId);
        boolean allLookedUp = schedule.stream()
                .filter(line -> line.target().kind().isName() && line.state() != LineState.DROPPED)
                .allMatch(Line::lookedUp);
        if (order.state() != OrderState.SERVED || !allLookedUp) {
            return;
        }
        Map<String, List<Line>> byRegistrar = schedule.stream()
                .filter(Line::awaitsNotice)
                .collect(Collectors.groupingBy(
                        line -> addressee(line).registrar(), LinkedHashMap::new, Collectors.toList()));
        CourtCase inCase = cases.findById(order.caseId());
        byRegistrar.forEach((registrar, theirs) -> make(order, inCase, registrar, theirs));
    }

    private void make(Order order, CourtCase inCase, String registrar, List<Line> theirs) {
        Instant now = clock.instant();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int part = notices.parts(order.id(), registrar) + 1;
        NoticeText text = NoticeText.of(id, order, inCase, together(theirs), theirs, config.specimen());
        Notice notice = new Notice(text, order.matter(), part, now);
        notices.persist(notice);
        for (Line line : theirs) {
            line.putOn(id);
            jobs.enqueueNow(ServiceJobs.OBSERVE, line.id());
        }
        jobs.enqueueNow(ServiceJobs.SEND, id);
        LOG.infof(
                "notice made notice=%s part=%d registrar=%s lines=%d sha256=%s order=%s matter=%s",
                id, part, registrar, theirs.size(), notice.documentSha256(), order.id(), order.matter());
    }

    /** Its names may give different abuse contacts; the one notice goes to all of them. */
    private static Line.Addressee together(List<Line> theirs) {
        Set<String> abuse = new LinkedHashSet<>();
        theirs.forEach(line -> abuse.addAll(addressee(line).abuse()));
        Line.Addressee first = addressee(theirs.get(0));
        return new Line.Addressee(first.registrar(), first.name(), List.copyOf(abuse), first.portal());
    }

    private static Line.Addressee addressee(Line line) {
        return Objects.requireNonNull(line.addressee(), "addressee");
    }
}
