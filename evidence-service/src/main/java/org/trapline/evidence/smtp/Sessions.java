package org.trapline.evidence.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** The open connections; ends those that last too long, whatever they are doing. */
final class Sessions implements SessionHandler {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Map<Session, Long> startedAt = new ConcurrentHashMap<>();

    @Override
    public SessionAcceptance accept(Session session) {
        startedAt.put(session, System.nanoTime());
        return SessionAcceptance.success();
    }

    @Override
    public void onSessionEnd(Session session) {
        startedAt.remove(session);
    }

    void endOlderThan(Duration age) {
        startedAt.forEach((session, since) -> {
            if (System.nanoTime() - since > age.toNanos()) {
                LOG.infof("smtp session lasted too long session=%s", session.getSessionId());
                try {
                    session.closeSocket();
                } catch (IOException e) {
                    LOG.debugf(e, "smtp session was not closed session=%s", session.getSessionId());
                }
            }
        });
    }

    int count() {
        return startedAt.size();
    }
}
