package org.trapline.takedown.observation;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.takedown.evidence.Exhibits;
import org.trapline.takedown.orders.OrderState;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.orders.ServiceJobs;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.LineState;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.Target;
import org.trapline.takedown.schedule.TargetName;
import org.trapline.takedown.schedule.Verdict;
import org.trapline.takedown.service.Registry;
import org.xbill.DNS.Type;

/**
 * Looks at one name, again and again while its order binds. A look that shows something new, or that makes the line count
 * as down, leaves a row with its raw answers as exhibits; they are deposited before the row is written.
 */
@ApplicationScoped
class ObserveJob implements JobHandler {

    private static final Logger LOG = Logger.getLogger(ObserveJob.class);

    private final Registry registry;
    private final Dns dns;
    private final Exhibits exhibits;
    private final Orders orders;
    private final Lines lines;
    private final Observations observations;
    private final ObservationConfig config;
    private final Clock clock;

    ObserveJob(
            Registry registry,
            Dns dns,
            Exhibits exhibits,
            Orders orders,
            Lines lines,
            Observations observations,
            ObservationConfig config,
            Clock clock) {
        this.registry = registry;
        this.dns = dns;
        this.exhibits = exhibits;
        this.orders = orders;
        this.lines = lines;
        this.observations = observations;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ServiceJobs.OBSERVE;
    }

    /** The line and what was last seen of it, as they were before the look. */
    private record Before(Line line, @Nullable Observation last) {}

    @Override
    public Outcome run(UUID lineId, int attempt) {
        Before before = QuarkusTransaction.requiringNew().call(() -> toObserve(lineId));
        if (before == null) {
            return Outcome.done();
        }
        Target target = before.line().target();
        String name = TargetName.registrable(target.value());
        Sighting seen = new Sighting(
                registry.ask(name),
                dns.delegation(name),
                dns.resolved(target.value(), target.kind() == Target.Kind.HOST ? Type.A : Type.NS));
        Verdict verdict = seen.verdict(target);
        Instant now = clock.instant();
        boolean news = before.last() == null || !before.last().shows(verdict, seen);
        // The line is detached, so this only tells whether the look is going to move it.
        boolean moves = apply(before.line(), verdict, seen, now);
        Observation.Deposited raw = news || moves ? deposit(before.line(), seen) : null;
        LineState state = QuarkusTransaction.requiringNew().call(() -> keep(lineId, verdict, seen, raw, now));
        boolean settled = state == LineState.DOWN || state == LineState.LOCKED;
        return Outcome.again(
                now.plus(settled ? config.interval().multipliedBy(config.settledFactor()) : config.interval()));
    }

    private @Nullable Before toObserve(UUID lineId) {
        Line line = lines.findById(lineId);
        boolean binds = orders.findById(line.orderId()).state() == OrderState.SERVED;
        return binds ? new Before(line, observations.last(lineId).orElse(null)) : null;
    }

    private boolean apply(Line line, Verdict verdict, Sighting seen, Instant at) {
        Duration apart = config.minimumApart().orElse(config.interval());
        return line.observed(verdict, seen.locked(), seen.parent().ttl(), at, apart);
    }

    private LineState keep(
            UUID lineId, Verdict verdict, Sighting seen, Observation.@Nullable Deposited raw, Instant at) {
        Line line = lines.locked(lineId).orElseThrow();
        boolean moved = apply(line, verdict, seen, at);
        if (raw == null) {
            observations.last(lineId).orElseThrow().again(at);
            return line.state();
        }
        Observation row =
                new Observation(UuidCreator.getTimeOrderedEpoch(), lineId, line.orderId(), verdict, seen, raw, at);
        observations.persist(row);
        LOG.infof(
                "observed verdict=%s%s order=%s line=%d notice=%s exhibits=%s,%s,%s matter=%s",
                verdict,
                moved ? " state=" + line.state() : "",
                line.orderId(),
                line.number(),
                line.noticeId(),
                raw.rdap(),
                raw.parent(),
                raw.resolver(),
                line.matter());
        return line.state();
    }

    private Observation.Deposited deposit(Line line, Sighting seen) {
        List<UUID> rdap = registry.deposit(seen.rdap(), line.matter());
        return new Observation.Deposited(
                rdap,
                deposit(line.matter(), seen.parent().raw()),
                deposit(line.matter(), seen.resolver().raw()));
    }

    private @Nullable UUID deposit(UUID matter, byte @Nullable [] answer) {
        return answer == null ? null : exhibits.deposit(Exhibits.Kind.DNS_ANSWER, matter, answer);
    }
}
