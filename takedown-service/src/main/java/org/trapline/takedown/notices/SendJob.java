package org.trapline.takedown.notices;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.jobs.Backoff;
import org.trapline.messaging.jobs.JobHandler;
import org.trapline.takedown.evidence.Exhibits;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.orders.ServiceJobs;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;

/**
 * Sends one notice, at least once. The attempt is written down before the mail server is spoken to, and its outcome
 * after. A crash between the two leaves open whether the server took the message, and SMTP has no way to ask; the message
 * is then sent again rather than not at all, under the same Message-ID, by which the recipient's system and anybody who
 * reads both can tell that it is one notice. Both copies' links answer for that one notice.
 */
@ApplicationScoped
class SendJob implements JobHandler {

    private static final Logger LOG = Logger.getLogger(SendJob.class);

    private final NoticeRepository notices;
    private final Orders orders;
    private final Lines lines;
    private final Capabilities capabilities;
    private final Exhibits exhibits;
    private final SmtpMailer mailer;
    private final NoticeConfig config;
    private final MailConfig mail;
    private final Clock clock;

    SendJob(
            NoticeRepository notices,
            Orders orders,
            Lines lines,
            Capabilities capabilities,
            Exhibits exhibits,
            SmtpMailer mailer,
            NoticeConfig config,
            MailConfig mail,
            Clock clock) {
        this.notices = notices;
        this.orders = orders;
        this.lines = lines;
        this.capabilities = capabilities;
        this.exhibits = exhibits;
        this.mailer = mailer;
        this.config = config;
        this.mail = mail;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return ServiceJobs.SEND;
    }

    /** @param mail null when the portal is the only channel */
    private record Attempt(int number, @Nullable OutgoingMail mail) {}

    @Override
    public Outcome run(UUID noticeId, int attempt) {
        deposit(noticeId);
        Attempt begun = QuarkusTransaction.requiringNew().call(() -> begin(noticeId));
        if (begun == null) {
            return Outcome.done();
        }
        if (begun.mail() == null) {
            end(noticeId, begun.number(), new SmtpMailer.Result(true, "in the portal"));
            return Outcome.done();
        }
        try {
            end(noticeId, begun.number(), mailer.send(begun.mail()));
            return Outcome.done();
        } catch (MailDeferred e) {
            Instant next = clock.instant()
                    .plus(Backoff.pause(config.mailRetryFirst(), config.mailRetryLongest(), begun.number()));
            QuarkusTransaction.requiringNew()
                    .run(() -> defer(noticeId, begun.number(), String.valueOf(e.getMessage())));
            LOG.warnf(
                    "notice deferred notice=%s attempt=%d next=%s: %s", noticeId, begun.number(), next, e.getMessage());
            return Outcome.again(next);
        }
    }

    private void defer(UUID noticeId, int number, String reply) {
        Notice notice = notices.findById(noticeId);
        Instant now = clock.instant();
        notices.recordDelivery(notice, number, "DEFERRED", reply, now);
        if (!notice.createdAt().plus(config.mailOverdueAfter()).isAfter(now)) {
            lines.lockedOnNotice(noticeId).forEach(line -> line.deferred(reply, now));
        }
    }

    /** The notice as worded becomes an exhibit before it goes out. */
    private void deposit(UUID noticeId) {
        Notice notice = QuarkusTransaction.requiringNew().call(() -> notices.findById(noticeId));
        if (notice.documentExhibit() != null) {
            return;
        }
        UUID exhibit = exhibits.deposit(
                Exhibits.Kind.DOCUMENT, notice.matter(), notice.document().getBytes(StandardCharsets.UTF_8));
        QuarkusTransaction.requiringNew()
                .run(() -> notices.locked(noticeId).orElseThrow().deposited(exhibit));
    }

    /** Null when there is nothing to send any more. */
    private @Nullable Attempt begin(UUID noticeId) {
        Notice notice = notices.locked(noticeId).orElseThrow();
        if (notice.delivery() != Notice.Delivery.QUEUED) {
            return null;
        }
        if (!orders.findById(notice.orderId()).state().inForce()) {
            notice.withdraw();
            LOG.infof("notice withdrawn notice=%s order=%s", noticeId, notice.orderId());
            return null;
        }
        int number = notice.attempt(clock.instant());
        return new Attempt(number, notice.channel() == Notice.Channel.PORTAL ? null : message(notice));
    }

    private OutgoingMail message(Notice notice) {
        String link = config.publicUrl() + "/api/takedown/n/" + capabilities.issue(notice.id());
        String text = notice.document()
                + "\nThis link opens this notice alone and lets its holder answer it. Do not forward it.\n"
                + link + "\n";
        String subject = (config.specimen() ? "[SPECIMEN] " : "")
                + "Court order for names that you are the registrar of [" + notice.id() + "]";
        String domain = mail.from().substring(mail.from().indexOf('@') + 1);
        return new OutgoingMail(notice.id() + "@" + domain, notice.recipients(), subject, text, notice.scheduleCsv());
    }

    private void end(UUID noticeId, int number, SmtpMailer.Result result) {
        QuarkusTransaction.requiringNew().run(() -> {
            Notice notice = notices.locked(noticeId).orElseThrow();
            Instant now = clock.instant();
            notices.recordDelivery(notice, number, result.accepted() ? "SENT" : "BOUNCED", result.reply(), now);
            if (result.accepted()) {
                notice.sent(result.reply(), now);
            } else {
                notice.bounced(result.reply());
            }
            for (Line line : lines.lockedOnNotice(noticeId)) {
                if (result.accepted()) {
                    line.noticed(now);
                } else {
                    line.bounced(result.reply(), now);
                }
            }
            LOG.infof(
                    "notice %s notice=%s exhibit=%s order=%s matter=%s attempt=%d reply=%s",
                    result.accepted() ? "sent" : "bounced",
                    noticeId,
                    notice.documentExhibit(),
                    notice.orderId(),
                    notice.matter(),
                    number,
                    result.reply());
        });
    }
}
