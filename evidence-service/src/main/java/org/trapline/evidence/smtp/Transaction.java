package org.trapline.evidence.smtp;

import com.github.f4b6a3.uuid.UuidCreator;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.intake.Provenance;
import org.trapline.evidence.intake.Received;
import org.trapline.evidence.intake.Recorder;
import org.trapline.evidence.intake.TooManyIntakes;
import org.trapline.evidence.traps.Traps;

/** One mail transaction, from MAIL to the reply after its data, which is 250 only when the message is durable. */
final class Transaction implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(Transaction.class);

    private final Session session;
    private final Traps traps;
    private final Recorder recorder;
    private final MessageBytes bytes;
    private final SmtpConfig config;
    private final Clock clock;
    private final String queueId = UuidCreator.getTimeOrderedEpoch().toString();
    private final List<String> recipients = new ArrayList<>();
    private final Set<Traps.Reached> reached = new LinkedHashSet<>();
    private @Nullable String sender;

    Transaction(Session session, Traps traps, Recorder recorder, MessageBytes bytes, SmtpConfig config, Clock clock) {
        this.session = session;
        this.traps = traps;
        this.recorder = recorder;
        this.bytes = bytes;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void from(String address) {
        sender = address.isEmpty() ? null : printable(address);
    }

    /** @throws RejectException 550 for anything but a trap: nothing is ever passed on */
    @Override
    public void recipient(String address) throws RejectException {
        Optional<Traps.Reached> trap;
        try {
            trap = traps.reachedBy(address);
        } catch (RuntimeException e) {
            LOG.warnf(e, "traps were not read queue=%s", queueId);
            throw new RejectException(451, "4.3.0 Try again later");
        }
        reached.add(trap.orElseThrow(() -> new RejectException(550, "5.7.1 No such recipient here")));
        recipients.add(printable(address));
    }

    @Override
    public String data(InputStream in) throws IOException, RejectException {
        try {
            return keep(in);
        } catch (RejectException e) {
            // The library ends the transaction after a 250 only; RFC 5321 section 4.1.1.4 has it end in any case.
            session.resetMailTransaction();
            throw e;
        }
    }

    private String keep(InputStream in) throws IOException, RejectException {
        byte[] raw = bytes.read(in);
        if (raw.length == 0) {
            throw new RejectException(554, "5.6.0 A message without a byte");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            recorder.record(received(raw, now));
        } catch (TooManyIntakes e) {
            throw new RejectException(452, "4.3.1 Too much mail at once, try again later");
        } catch (RuntimeException e) {
            LOG.errorf(e, "message was not recorded queue=%s", queueId);
            throw new RejectException(451, "4.3.0 Try again later");
        }
        return "2.0.0 Ok: kept as " + queueId;
    }

    /** One receipt for each trap that the message reached; the bytes are hashed once. */
    private List<Received> received(byte[] raw, Instant now) {
        Envelope envelope = envelope();
        List<Received> received = new ArrayList<>(reached.size());
        for (Traps.Reached trap : reached) {
            Provenance provenance = Provenance.smtp(UuidCreator.getTimeOrderedEpoch(), now, trap, config.hostname());
            received.add(
                    received.isEmpty()
                            ? Received.of(raw, now, provenance, envelope)
                            : new Received(raw, received.get(0).sha256(), now, provenance, envelope));
        }
        return received;
    }

    private Envelope envelope() {
        InetSocketAddress client = session.getRemoteAddress();
        return new Envelope(
                sender,
                recipients,
                NetUtil.toAddressString(client.getAddress()),
                client.getPort(),
                printable(session.getHelo().orElse("")),
                tls(session.getSocket()),
                config.hostname(),
                queueId);
    }

    private static @Nullable String tls(Socket socket) {
        if (socket instanceof SSLSocket secured) {
            SSLSession tls = secured.getSession();
            return tls.getProtocol() + " " + tls.getCipherSuite();
        }
        return null;
    }

    /** The database has no NUL; what else a client may say in a command is kept as it is. */
    private static String printable(String said) {
        return said.replace("\0", "\\0");
    }

    @Override
    public void done() {
        bytes.close();
    }
}
