package org.trapline.evidence.scenarios;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A resolver that knows what a test tells it, and nothing else; it can be told to be silent. What is too long for UDP goes over TCP. */
public final class DnsStand implements AutoCloseable {

    private static final int LONGEST_DATAGRAM = 1200;

    private final DatagramSocket socket;
    private final ServerSocket listener;
    private final Map<String, Map<Integer, List<String>>> names = new ConcurrentHashMap<>();
    private volatile boolean silent;

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();

    private DnsStand(DatagramSocket socket, ServerSocket listener) {
        this.socket = socket;
        this.listener = listener;
    }

    public static DnsStand start() {
        try {
            InetAddress here = InetAddress.getByName("127.0.0.1");
            ServerSocket listener = new ServerSocket(0, 50, here);
            DnsStand stand = new DnsStand(new DatagramSocket(listener.getLocalPort(), here), listener);
            for (Runnable service : List.<Runnable>of(stand::serve, stand::serveStreams)) {
                Thread thread = new Thread(service, "dns-stand");
                thread.setDaemon(true);
                thread.start();
            }
            return stand;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on the name has these records of a type, and exists. */
    public void has(String name, int type, String... records) {
        names.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ConcurrentHashMap<>())
                .put(type, List.of(records));
    }

    /** From now on nobody gets to know anything of the name (SERVFAIL). */
    public void fails(String name) {
        broken.add(name.toLowerCase(Locale.ROOT));
    }

    /** As where a sender's name servers never answer, and the resolver waits for them longer than we for it. */
    public void ignores(String name) {
        ignored.add(name.toLowerCase(Locale.ROOT));
    }

    /** How many questions it got. */
    public int asked() {
        return asked.get();
    }

    public void beSilent(boolean now) {
        silent = now;
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                if (!silent && !ignored.contains(asked(query))) {
                    byte[] reply = reply(query).toWire(LONGEST_DATAGRAM);
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serveStreams() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept();
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
                byte[] reply = reply(new Message(in.readNBytes(in.readUnsignedShort())))
                        .toWire(Message.MAXLENGTH);
                out.writeShort(reply.length);
                out.write(reply);
            } catch (IOException e) {
                // Somebody hung up; the next one is served.
            }
        }
    }

    private static String asked(Message query) {
        return query.getQuestion().getName().toString(true).toLowerCase(Locale.ROOT);
    }

    private Message reply(Message query) throws IOException {
        asked.incrementAndGet();
        Record question = query.getQuestion();
        Name name = question.getName();
        Map<Integer, List<String>> types = names.get(asked(query));
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        int rcode = types == null ? Rcode.NXDOMAIN : Rcode.NOERROR;
        boolean fails = broken.contains(asked(query));
        reply.getHeader().setRcode(fails ? Rcode.SERVFAIL : rcode);
        reply.addRecord(question, Section.QUESTION);
        if (types != null && !fails) {
            for (String record : types.getOrDefault(question.getType(), List.of())) {
                reply.addRecord(
                        Record.fromString(name, question.getType(), DClass.IN, 60, record, Name.root), Section.ANSWER);
            }
        }
        return reply;
    }

    @Override
    public void close() {
        socket.close();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
