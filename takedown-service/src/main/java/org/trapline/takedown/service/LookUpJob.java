package org.trapline.takedown.service;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.jobs.Backoff;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.messaging.jobs.Jobs;
import org.trapline.rdap.RdapAnswer;
import org.trapline.takedown.orders.Order;
import org.trapline.takedown.orders.OrderState;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.orders.ServiceJobs;
import org.trapline.takedown.registrars.RegistrarDirectory;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.Registration;
import org.trapline.takedown.schedule.TargetName;

/**
 * Finds who has to act on one line: the registrar of record by a fresh look-up, never by an older one. The answer is
 * deposited first and kept as the undo plan. While nobody can be served the line says why, and the job comes back.
 */
@ApplicationScoped
class LookUpJob implements JobHandler {

    private static final Logger LOG = Logger.getLogger(LookUpJob.class);

    private final Registry registry;
    private final RegistrarDirectory directory;
    private final Orders orders;
    private final Lines lines;
    private final Jobs jobs;
    private final ServiceConfig config;
    private final Clock clock;

    LookUpJob(
            Registry registry,
            RegistrarDirectory directory,
            Orders orders,
            Lines lines,
            Jobs jobs,
            ServiceConfig config,
            Clock clock) {
        this.registry = registry;
        this.directory = directory;
        this.orders = orders;
        this.lines = lines;
        this.jobs = jobs;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ServiceJobs.LOOK_UP;
    }

    /** What a look-up came to: an addressee, or why there is none and when to try again. */
    private record Found(
            Line.@Nullable Addressee addressee,
            @Nullable String why,
            @Nullable Duration retry) {

        static Found nobody(String why, Duration retry) {
            return new Found(null, why, retry);
        }
    }

    @Override
    public Outcome run(UUID lineId, int attempt) {
        Line line = QuarkusTransaction.requiringNew().call(() -> toServe(lineId));
        if (line == null) {
            return Outcome.done();
        }
        RdapAnswer answer = registry.ask(TargetName.registrable(line.target().value()));
        List<UUID> deposited = registry.deposit(answer, line.matter());
        Instant now = clock.instant();
        Found found = QuarkusTransaction.requiringNew().call(() -> keep(lineId, answer, deposited, attempt, now));
        return found.retry() == null ? Outcome.done() : Outcome.again(now.plus(found.retry()));
    }

    /** The line, unless it was served meanwhile or its order does not bind any more. */
    private @Nullable Line toServe(UUID lineId) {
        Line line = lines.findById(lineId);
        Order order = orders.findById(line.orderId());
        return order.state() == OrderState.SERVED && line.noticeId() == null ? line : null;
    }

    private Found keep(UUID lineId, RdapAnswer answer, List<UUID> deposited, int attempt, Instant now) {
        Line line = lines.locked(lineId).orElseThrow();
        Found found = judge(line, answer, deposited, attempt);
        if (found.addressee() != null) {
            line.addressTo(found.addressee(), now);
            LOG.infof(
                    "addressee found order=%s line=%d registrar=%s exhibits=%s matter=%s",
                    line.orderId(), line.number(), found.addressee().registrar(), deposited, line.matter());
        } else {
            line.unserved(String.valueOf(found.why()), now);
            LOG.warnf(
                    "line not served order=%s line=%d exhibits=%s matter=%s",
                    line.orderId(), line.number(), deposited, line.matter());
        }
        jobs.enqueueNow(ServiceJobs.NOTIFY, line.orderId());
        return found;
    }

    private Found judge(Line line, RdapAnswer answer, List<UUID> deposited, int attempt) {
        if (answer instanceof RdapAnswer.Found found) {
            Registration registration = Registry.registration(found, deposited);
            line.keepSnapshot(registration);
            return addressee(found, registration, attempt);
        }
        if (answer instanceof RdapAnswer.NotFound) {
            return Found.nobody("not registered: the registry knows no such name (RDAP 404)", config.recheck());
        }
        if (answer instanceof RdapAnswer.Unavailable unavailable) {
            return Found.nobody("not looked up yet: " + unavailable.reason(), retry(unavailable, attempt));
        }
        return Found.nobody("no RDAP server is known for its suffix", config.recheck());
    }

    private Found addressee(RdapAnswer.Found found, Registration registration, int attempt) {
        String registrar = registration.registrar();
        if (registrar == null) {
            return Found.nobody("the registry names no registrar of record", config.recheck());
        }
        RegistrarDirectory.Contact known = directory.contact(registrar).orElse(null);
        String name =
                registration.registrarName() == null && known != null ? known.name() : registration.registrarName();
        List<String> abuse = Registry.abuseMail(found);
        if (abuse.isEmpty() && known != null) {
            abuse = known.abuse();
        }
        boolean portal = known != null && known.portalOnly();
        if (!abuse.isEmpty() || portal) {
            return new Found(new Line.Addressee(registrar, name, abuse, portal), null, null);
        }
        RdapAnswer.Unavailable hop = found.registrarHop();
        if (hop != null) {
            return Found.nobody(
                    "registrar " + registrar + " could not be asked for its abuse contact: " + hop.reason(),
                    retry(hop, attempt));
        }
        return Found.nobody(
                "registrar " + registrar + " publishes no abuse contact and the directory has none", config.recheck());
    }

    private Duration retry(RdapAnswer.Unavailable unavailable, int attempt) {
        Duration asked = unavailable.retryAfter();
        Duration own = Backoff.pause(config.retryFirst(), config.retryLongest(), attempt);
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }
}
