package org.trapline.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Delivers messages to a trap by SMTP, one a connection, until it is closed, and remembers which the listener took with 250.
 * None is delivered a second time.
 */
final class SmtpMailing implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final long PAUSE = Duration.ofMillis(100).toNanos();

    private final int port;
    private final String recipient;
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
    private final Thread sender = new Thread(this::send, "smtp-mailing");
    private long number;
    private volatile boolean closed;

    /** @param seed other than that of another run on the same installation and of its {@link Mailing} */
    SmtpMailing(int port, String recipient, long seed) {
        this.port = port;
        this.recipient = recipient;
        this.number = seed;
        sender.start();
    }

    private void send() {
        while (!closed) {
            long message = ++number;
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
                socket.setSoTimeout(PATIENCE_MILLIS);
                deliver(socket, message);
                acknowledged.add(message);
            } catch (IOException e) {
                // Not taken, or killed before it could say so.
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private void deliver(Socket socket, long message) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        expect(in, "220");
        say(out, "HELO sender.example", in, "250");
        say(out, "MAIL FROM:<s@sender.example>", in, "250");
        say(out, "RCPT TO:<" + recipient + ">", in, "250");
        say(out, "DATA", in, "354");
        // No line of these messages begins with a dot.
        out.write(message(message));
        say(out, ".", in, "250");
    }

    private static void say(OutputStream out, String command, InputStream in, String code) throws IOException {
        out.write((command + "\r\n").getBytes(US_ASCII));
        out.flush();
        expect(in, code);
    }

    private static void expect(InputStream in, String code) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed without an answer");
            }
            line.write(b);
        }
        if (!line.toString(US_ASCII).startsWith(code)) {
            throw new IOException(line.toString(US_ASCII));
        }
    }

    /** What is kept of a delivery: the same bytes for the same number. */
    static byte[] message(long number) {
        return new String(Mailing.message(number), US_ASCII)
                .replace("\n", "\r\n")
                .getBytes(US_ASCII);
    }

    /** The numbers of the messages that were taken. */
    List<Long> acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        closed = true;
        try {
            sender.join(Duration.ofMillis(2 * PATIENCE_MILLIS).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
