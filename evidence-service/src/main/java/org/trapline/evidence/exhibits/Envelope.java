package org.trapline.evidence.exhibits;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a message was handed over by SMTP: what its bytes do not say. It is kept beside them, one for each receipt.
 *
 * @param mailFrom the reverse path without its brackets (RFC 5321 section 4.1.1.2); null for the null reverse path
 * @param rcptTo every forward path of the transaction that was accepted, in its order, without brackets
 * @param clientIp the client's address as the listener saw it, or as a trusted proxy stated it
 * @param clientPort its port
 * @param helo what the client called itself; empty when it did not
 * @param tls protocol and cipher suite; null for a connection in the clear
 * @param serverHost what the listener called itself
 * @param queueId names the transaction in the listener's reply to DATA
 */
public record Envelope(
        @Nullable String mailFrom,
        List<String> rcptTo,
        String clientIp,
        int clientPort,
        String helo,
        @Nullable String tls,
        String serverHost,
        String queueId) {

    public Envelope {
        rcptTo = List.copyOf(rcptTo);
        if (rcptTo.isEmpty() || clientPort < 0 || clientPort > 65_535) {
            throw new IllegalArgumentException("An envelope has a recipient and a port");
        }
        if (Stream.concat(Stream.of(String.valueOf(mailFrom), helo, serverHost, queueId), rcptTo.stream())
                .anyMatch(field -> field.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("A field of an envelope has no NUL");
        }
    }

    /** The parts that the ledger's leaf commits to, each by itself so that each can be left out: docs/formats/ledger.md. */
    public List<String> parts() {
        List<String> parts = new ArrayList<>(7 + rcptTo.size());
        parts.add("mail-from=" + (mailFrom == null ? "" : mailFrom));
        rcptTo.forEach(recipient -> parts.add("rcpt-to=" + recipient));
        parts.add("client-ip=" + clientIp);
        parts.add("client-port=" + clientPort);
        parts.add("helo=" + helo);
        parts.add("tls=" + (tls == null ? "" : tls));
        parts.add("server-host=" + serverHost);
        parts.add("queue-id=" + queueId);
        return parts;
    }
}
