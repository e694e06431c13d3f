package org.trapline.evidence.smtp;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.trapline.evidence.intake.IntakeConfig;
import org.trapline.evidence.intake.Memory;
import org.trapline.evidence.intake.Pace;
import org.trapline.evidence.intake.Recorder;
import org.trapline.evidence.traps.Traps;

/** Listens for the trap domains' mail. It takes mail for traps alone, and gives none to anyone. */
@ApplicationScoped
class SmtpListener {

    private static final Logger LOG = Logger.getLogger(SmtpListener.class);

    /** Connections that the library accepts beyond its limit, to tell them 421. */
    private static final int TURNED_AWAY = 10;

    private final SmtpConfig config;
    private final IntakeConfig intake;
    private final Traps traps;
    private final Recorder recorder;
    private final Clock clock;
    private final Memory memory;
    private final Sessions sessions = new Sessions();
    private @Nullable SMTPServer server;

    SmtpListener(SmtpConfig config, IntakeConfig intake, Traps traps, Recorder recorder, Clock clock, Memory memory) {
        this.config = config;
        this.intake = intake;
        this.traps = traps;
        this.recorder = recorder;
        this.clock = clock;
        this.memory = memory;
    }

    /** After everything that a message needs has started. */
    void start(@Observes @Priority(10_000) StartupEvent event) throws IOException, GeneralSecurityException {
        if (!config.enabled()) {
            return;
        }
        SMTPServer.Builder builder = SMTPServer.port(config.port())
                .bindAddress(InetAddress.getByName(config.host()))
                .hostName(config.hostname())
                .softwareName("Trapline")
                .insertReceivedHeaders(false)
                .fromAddressValidator(address -> true)
                .maxConnections(config.connections())
                .maxRecipients(config.recipients())
                .maxMessageSize(intake.messageSize())
                .connectionTimeout((int) config.silence().toMillis(), TimeUnit.MILLISECONDS)
                .sessionHandler(sessions)
                .proxyHandler(new TrustedProxies(config.proxyFrom().orElse(List.of()).stream()
                        .map(Network::parse)
                        .toList()))
                .executorService(new ThreadPoolExecutor(
                        0,
                        config.connections() + TURNED_AWAY,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> new Thread(task, "smtp")))
                .messageHandlerFactory(context -> transaction((Session) context));
        if (config.keyStore().isPresent()) {
            builder.enableTLS().startTlsSocketFactory(tls(config.keyStore().get()));
        }
        server = builder.build();
        server.start();
        LOG.infof("smtp listener started host=%s port=%d", config.host(), server.getPortAllocated());
    }

    private MessageHandler transaction(Session session) {
        MessageBytes bytes =
                new MessageBytes(memory.share(), intake.messageSize(), new Pace(intake.patience(), intake.slowest()));
        return new Transaction(session, traps, recorder, bytes, config, clock);
    }

    /** Before the writer stops, so that what was taken is still written. */
    void stop(@Observes @Priority(10) ShutdownEvent event) {
        if (server != null) {
            server.stop();
        }
    }

    @Scheduled(every = "5s")
    void endLongSessions() {
        sessions.endOlderThan(config.session());
    }

    /** Where it listens; for when any free port was asked for. */
    int port() {
        return server == null ? 0 : server.getPortAllocated();
    }

    int connections() {
        return sessions.count();
    }

    private SSLContext tls(Path file) throws IOException, GeneralSecurityException {
        char[] password = config.keyStorePassword().orElse("").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
