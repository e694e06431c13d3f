package org.trapline.takedown.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;

/**
 * Hands a message to the mail server and keeps the server's own words: its final reply line is the proof of delivery that
 * decides a later "we never got it". Angus Mail is used for that, since Quarkus's mailer does not show the reply.
 */
@ApplicationScoped
class SmtpMailer {

    private static final Logger LOG = Logger.getLogger(SmtpMailer.class);

    private final MailConfig config;
    private final Clock clock;
    private final Session session;

    SmtpMailer(MailConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.session = Session.getInstance(properties(config));
    }

    /** @param reply the server's last line, and which addresses were no addresses */
    record Result(boolean accepted, String reply) {}

    /** @throws MailDeferred when it is to be tried again */
    Result send(OutgoingMail mail) {
        List<InternetAddress> to = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (String address : mail.to()) {
            try {
                to.add(new InternetAddress(address, true));
            } catch (AddressException e) {
                bad.add("not a mail address: " + line(address));
            }
        }
        if (to.isEmpty()) {
            return new Result(false, bad.isEmpty() ? "no mail address is known" : String.join("; ", bad));
        }
        Result result = send(mail, to);
        bad.add(0, result.reply());
        return new Result(result.accepted(), String.join("; ", bad));
    }

    private Result send(OutgoingMail mail, List<InternetAddress> to) {
        try {
            SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
            transport.connect(
                    config.host(),
                    config.port(),
                    config.username().orElse(null),
                    config.password().orElse(null));
            try {
                return handOver(transport, message(mail, to));
            } finally {
                hangUp(transport);
            }
        } catch (MessagingException e) {
            throw new MailDeferred(line(e.getMessage()), e);
        }
    }

    private static Result handOver(SMTPTransport transport, MimeMessage message) throws MessagingException {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return new Result(true, line(transport.getLastServerResponse()));
        } catch (SendFailedException e) {
            return refused(e);
        }
    }

    /** A server that is gone before QUIT has taken or refused the message all the same: that outcome must stand. */
    private static void hangUp(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debugf("mail server was gone before QUIT: %s", e.getMessage());
        }
    }

    /** What the exception, and those that hang on it, say of each recipient. */
    private static Result refused(SendFailedException failure) {
        List<String> refusals = new ArrayList<>();
        boolean forGood = true;
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int code = 0;
            if (e instanceof SMTPAddressFailedException address) {
                code = address.getReturnCode();
            } else if (e instanceof SMTPSendFailedException whole) {
                code = whole.getReturnCode();
            }
            if (code >= 400) {
                refusals.add(line(e.getMessage()));
                forGood &= code >= 500;
            }
        }
        if (failure.getValidSentAddresses() != null && failure.getValidSentAddresses().length > 0) {
            // One contact of several took it: the registrar has it, and the proof says who refused.
            return new Result(
                    true,
                    "taken for " + addresses(failure.getValidSentAddresses()) + "; " + String.join("; ", refusals));
        }
        String words = refusals.isEmpty() ? line(failure.getMessage()) : String.join("; ", refusals);
        if (refusals.isEmpty() || !forGood) {
            throw new MailDeferred(words, failure);
        }
        return new Result(false, words);
    }

    private MimeMessage message(OutgoingMail mail, List<InternetAddress> to) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), StandardCharsets.UTF_8.name());
        MimeBodyPart schedule = new MimeBodyPart();
        schedule.setText(mail.csv(), StandardCharsets.UTF_8.name(), "csv");
        schedule.setFileName("schedule.csv");
        schedule.setDisposition("attachment");
        MimeMessage message = new Identified(session, mail.messageId());
        message.setFrom(new InternetAddress(config.from()));
        message.setRecipients(Message.RecipientType.TO, to.toArray(Address[]::new));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setContent(new MimeMultipart(text, schedule));
        message.saveChanges();
        return message;
    }

    private static Properties properties(MailConfig config) {
        Properties properties = new Properties();
        String timeout = Long.toString(config.timeout().toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.from", config.from());
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(config.username().isPresent()));
        properties.setProperty(
                "mail.smtp.starttls.enable", Boolean.toString(config.startTls() != MailConfig.StartTls.OFF));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(config.startTls() == MailConfig.StartTls.REQUIRED));
        // The name said in EHLO; without it the library looks this machine's own name up.
        properties.setProperty(
                "mail.smtp.localhost", config.from().substring(config.from().indexOf('@') + 1));
        return properties;
    }

    private static String line(String reply) {
        return reply == null ? "" : reply.strip().replaceAll("[\\r\\n]+", " ");
    }

    private static String addresses(Address[] addresses) {
        List<String> all = new ArrayList<>();
        for (Address address : addresses) {
            all.add(address.toString());
        }
        return String.join(", ", all);
    }

    /** A message that keeps its id, where the library would make one up for each attempt. */
    private static final class Identified extends MimeMessage {
        private final String messageId;

        private Identified(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + messageId + ">");
        }
    }
}
