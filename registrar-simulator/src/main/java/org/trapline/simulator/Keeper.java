package org.trapline.simulator;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.trapline.simulator.Mail.State;

/**
 * The clerks behind the abuse mailboxes: each message is read and answered as its registrar behaves. Every step can be
 * done again, so that mail left open by a restart is taken up from the start.
 */
final class Keeper implements AutoCloseable {

    private static final List<String> LOCKS =
            List.of("clientTransferProhibited", "clientDeleteProhibited", "clientUpdateProhibited");
    private static final List<String> HOLD =
            List.of("clientHold", "clientTransferProhibited", "clientDeleteProhibited", "clientUpdateProhibited");
    private static final Set<String> KNOWN = Set.of("HOLD", "LOCK", "REDIRECT_NS");

    private final World world;
    private final EppRegistry epp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final PortalClient portal = new PortalClient(closing);
    private final ExecutorService clerks = Executors.newCachedThreadPool();

    Keeper(World world, EppRegistry epp) {
        this.world = world;
        this.epp = epp;
    }

    void resume() {
        world.mail().stream().filter(Mail::open).forEach(mail -> handle(mail.id()));
    }

    void handle(String mailId) {
        clerks.execute(() -> {
            try {
                work(mailId);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            } catch (UndeliverableReply e) {
                world.change(mailId, m -> m.now(State.FAILED, e.getMessage()));
            } catch (RuntimeException e) {
                System.err.println("simulator: mailId=" + mailId + " failed: " + e);
                world.change(mailId, m -> m.now(State.FAILED, e.toString()));
            }
        });
    }

    private void work(String mailId) throws UndeliverableReply, InterruptedException {
        Mail mail = world.mail(mailId).orElse(null);
        Registrar registrar =
                mail == null ? null : world.registrar(mail.registrarIanaId()).orElse(null);
        if (mail == null || registrar == null) {
            return;
        }
        Notice notice;
        try {
            notice = NoticeReader.read(mail.raw());
        } catch (UnreadableNotice e) {
            world.change(mailId, m -> m.now(State.UNREADABLE, e.getMessage()));
            return;
        }
        world.change(mailId, m -> m.read(notice.subject(), notice.names()));
        switch (registrar.behaviour()) {
            case COMPLY -> {
                List<String> done = execute(registrar, mail, notice);
                acknowledge(mail, notice.link());
                report(mail, notice, done);
            }
            case DELAY -> {
                acknowledge(mail, notice.link());
                if (!closing.await(registrar.delayMillis(), TimeUnit.MILLISECONDS)) {
                    report(mail, notice, execute(registrar, mail, notice));
                }
            }
            case REFUSE -> {
                String reason = registrar.name() + " acts on an order of a court of its own country only.";
                portal.post(notice.link(), "objection", Map.of("reason", reason));
                world.change(mailId, m -> m.now(State.OBJECTED, null));
            }
            case SILENT, BOUNCE -> world.change(mailId, m -> m.now(State.IGNORED, null));
        }
    }

    private void acknowledge(Mail mail, URI link) throws UndeliverableReply, InterruptedException {
        portal.post(link, "acknowledgement", Map.of("reference", mail.ticket()));
        world.change(mail.id(), m -> m.now(State.ACKNOWLEDGED, null));
    }

    private void report(Mail mail, Notice notice, List<String> done) throws UndeliverableReply, InterruptedException {
        if (!done.isEmpty()) {
            portal.post(notice.link(), "effect", Map.of("names", done));
        }
        List<String> left =
                notice.names().stream().filter(n -> !done.contains(n)).toList();
        world.change(mail.id(), m -> m.now(State.DONE, left.isEmpty() ? null : "left alone: " + left));
    }

    /** @return the names for which the ordered state now stands */
    private List<String> execute(Registrar registrar, Mail mail, Notice notice) {
        List<String> done = new ArrayList<>();
        int command = 0;
        for (Notice.Line line : notice.lines()) {
            Domain domain = world.domain(line.name()).orElse(null);
            boolean ours = domain != null && registrar.ianaId().equals(domain.registrarIanaId());
            boolean clear = KNOWN.contains(line.action())
                    && !(line.action().equals("REDIRECT_NS") && line.targets().isEmpty());
            if (ours && clear && apply(registrar, domain, line, mail.ticket() + "-" + command++)) {
                done.add(line.name());
            }
        }
        return done;
    }

    private boolean apply(Registrar registrar, Domain domain, Notice.Line line, String clTrid) {
        boolean redirect = line.action().equals("REDIRECT_NS");
        List<String> wanted = line.action().equals("HOLD") ? HOLD : LOCKS;
        boolean stands = domain.statuses().containsAll(wanted)
                && (!redirect || Set.copyOf(domain.nameservers()).equals(Set.copyOf(line.targets())));
        if (stands) {
            return true;
        }
        if (domain.has("clientUpdateProhibited")) {
            // Its own lock stands in the way of any other change (RFC 5731 section 2.3), so it is lifted and set anew.
            List<String> lock = List.of("clientUpdateProhibited");
            if (!run(registrar, domain, List.of(), lock, null, clTrid + "-u")) {
                return false;
            }
        }
        List<String> missing = wanted.stream()
                .filter(status -> status.equals("clientUpdateProhibited") || !domain.has(status))
                .toList();
        return run(registrar, domain, missing, List.of(), redirect ? line.targets() : null, clTrid);
    }

    private boolean run(
            Registrar registrar,
            Domain domain,
            List<String> add,
            List<String> remove,
            @Nullable List<String> nameservers,
            String clTrid) {
        EppRegistry.Update update =
                new EppRegistry.Update(registrar.ianaId(), domain.name(), add, remove, nameservers, clTrid);
        return epp.update(update) == EppRegistry.Result.OK;
    }

    @Override
    public void close() {
        closing.countDown();
        clerks.shutdownNow();
    }
}
