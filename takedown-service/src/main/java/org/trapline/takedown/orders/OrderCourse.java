package org.trapline.takedown.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Versions;
import org.trapline.messaging.jobs.Jobs;
import org.trapline.takedown.cases.Cases;
import org.trapline.takedown.cases.CourtCase;
import org.trapline.takedown.evidence.BlockedExhibits.Blocked;
import org.trapline.takedown.evidence.Exhibits;
import org.trapline.takedown.operators.AcceptedOperators;
import org.trapline.takedown.operators.AcceptedOperators.Accepted;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.Target;

/** The acts of an order's course, each one transaction: the order, its schedule, the journal and the jobs that follow. */
@ApplicationScoped
class OrderCourse {

    private final Orders orders;
    private final Cases cases;
    private final Lines lines;
    private final Exhibits exhibits;
    private final AcceptedOperators operators;
    private final OrderJournal journal;
    private final Jobs jobs;
    private final Caller caller;
    private final Clock clock;

    OrderCourse(
            Orders orders,
            Cases cases,
            Lines lines,
            Exhibits exhibits,
            AcceptedOperators operators,
            OrderJournal journal,
            Jobs jobs,
            Caller caller,
            Clock clock) {
        this.orders = orders;
        this.cases = cases;
        this.lines = lines;
        this.exhibits = exhibits;
        this.operators = operators;
        this.journal = journal;
        this.jobs = jobs;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param ifMatch the version that the approver has read: nobody stands behind a text that changed meanwhile */
    @Transactional
    OrderView approve(UUID id, @Nullable String ifMatch) {
        Order order = orders.visibleToChange(id);
        order.approve(me(), clock.instant());
        // After state and person: who repeats an approval is told that it is made, not that the version is old.
        Versions.require(ifMatch, order.version());
        return done(order, OrderState.Act.APPROVE);
    }

    /**
     * What filing needs from evidence-service, asked for before the transaction that files.
     *
     * @throws CitedExhibitsBlocked when one of them is blocked
     */
    @Transactional
    Set<UUID> exhibitsToFreeze(UUID id) {
        Order order = orders.visible(id);
        order.checkReadyToFile(courtOf(order));
        refuseBlocked(order);
        return order.content().exhibits();
    }

    /** @throws UnknownExhibits when evidence-service does not have one of them */
    Map<UUID, String> hashes(Set<UUID> cited) {
        Map<UUID, String> hashes = new TreeMap<>();
        for (UUID exhibit : cited) {
            exhibits.sha256Of(exhibit).ifPresent(sha256 -> hashes.put(exhibit, sha256));
        }
        List<UUID> unknown =
                cited.stream().filter(e -> !hashes.containsKey(e)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new UnknownExhibits(unknown);
        }
        return hashes;
    }

    /** @param filedAt when it was filed with the clerk; now when absent */
    @Transactional
    OrderView file(UUID id, Map<UUID, String> hashes, @Nullable Instant filedAt) {
        Order order = orders.visibleToChange(id);
        Instant now = clock.instant();
        order.checkReadyToFile(courtOf(order));
        refuseBlocked(order);
        List<Frozen.FrozenExhibit> frozenExhibits = hashes.entrySet().stream()
                .map(e -> new Frozen.FrozenExhibit(e.getKey(), e.getValue()))
                .toList();
        Frozen basis = new Frozen(now, frozenExhibits, acceptedOperators(order));
        order.file(courtOf(order), basis, filedAt == null ? now : filedAt);
        OrderContent content = order.content();
        lines.lay(
                order.id(),
                order.matter(),
                content.targets(),
                Objects.requireNonNull(content.completeBy(), "completeBy"),
                now);
        return done(order, OrderState.Act.FILE);
    }

    private void refuseBlocked(Order order) {
        List<Blocked> blocked = orders.blockedOf(order);
        if (!blocked.isEmpty()) {
            throw new CitedExhibitsBlocked(blocked);
        }
    }

    private List<Frozen.FrozenOperator> acceptedOperators(Order order) {
        List<Frozen.FrozenOperator> accepted = new ArrayList<>();
        List<UUID> others = new ArrayList<>();
        for (UUID operator : order.content().operators()) {
            Accepted review = operators.find(operator).orElse(null);
            if (review == null) {
                others.add(operator);
            } else {
                accepted.add(new Frozen.FrozenOperator(operator, review.revision(), review.explanationSha256()));
            }
        }
        if (!others.isEmpty()) {
            throw new OperatorsNotAccepted(others);
        }
        return accepted;
    }

    @Transactional
    OrderView enter(UUID id, Entry entry) {
        Order order = orders.visibleToChange(id);
        Set<Target> struck = order.enter(entry);
        lines.drop(order.id(), struck, clock.instant());
        Instant lapses = order.content().expiresAt();
        if (lapses != null) {
            jobs.enqueue(ExpiryJob.KIND, order.id(), lapses);
        }
        return done(order, OrderState.Act.ENTER);
    }

    @Transactional
    OrderView deny(UUID id, String reason) {
        Order order = orders.visibleToChange(id);
        order.deny(reason, clock.instant());
        return done(order, OrderState.Act.DENY);
    }

    /** Records the intent; jobs look up, send and observe from here on. */
    @Transactional
    OrderView serve(UUID id) {
        Order order = orders.visibleToChange(id);
        order.beginService(clock.instant());
        for (Line line : lines.beginService(order.id(), clock.instant())) {
            jobs.enqueueNow(ServiceJobs.LOOK_UP, line.id());
        }
        return done(order, OrderState.Act.SERVE);
    }

    @Transactional
    OrderView vacate(UUID id, String reason) {
        Order order = orders.visibleToChange(id);
        order.vacate(reason, clock.instant());
        return done(order, OrderState.Act.VACATE);
    }

    private OrderView done(Order order, OrderState.Act act) {
        journal.record(order, act, me(), clock.instant());
        orders.flush();
        return orders.view(order);
    }

    private CourtCase.Court courtOf(Order order) {
        return cases.visible(order.caseId()).court();
    }

    private Order.Person me() {
        return new Order.Person(caller.subject(), caller.name());
    }
}
