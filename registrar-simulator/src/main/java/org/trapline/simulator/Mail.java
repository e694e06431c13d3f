package org.trapline.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in a registrar's abuse mailbox and how far its keeper is with it.
 *
 * @param id the queue id that the SMTP reply named
 * @param names the domains of its schedule, once read
 * @param detail why it FAILED or is UNREADABLE, or which names were left alone
 * @param raw the message as received
 */
record Mail(
        String id,
        String registrarIanaId,
        String from,
        String to,
        @Nullable String subject,
        Instant receivedAt,
        State state,
        List<String> names,
        @Nullable String detail,
        byte[] raw) {

    enum State {
        RECEIVED,
        ACKNOWLEDGED,
        DONE,
        OBJECTED,
        IGNORED,
        UNREADABLE,
        FAILED
    }

    /** The registrar's ticket number: the same on every attempt. */
    String ticket() {
        return "TICKET-" + id;
    }

    boolean open() {
        return state == State.RECEIVED || state == State.ACKNOWLEDGED;
    }

    Mail read(@Nullable String newSubject, List<String> newNames) {
        return new Mail(id, registrarIanaId, from, to, newSubject, receivedAt, state, newNames, detail, raw);
    }

    Mail now(State newState, @Nullable String newDetail) {
        return new Mail(id, registrarIanaId, from, to, subject, receivedAt, newState, names, newDetail, raw);
    }
}
