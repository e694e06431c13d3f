package org.trapline.evidence.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A resolver over UDP that knows what a test tells it, and nothing else; it can be told to be silent. */
public final class DnsStand implements AutoCloseable {

    private final DatagramSocket socket;
    private final Map<String, Map<Integer, List<String>>> names = new ConcurrentHashMap<>();
    private volatile boolean silent;

    private DnsStand(DatagramSocket socket) {
        this.socket = socket;
    }

    public static DnsStand start() {
        try {
            DnsStand stand = new DnsStand(new DatagramSocket(0, InetAddress.getByName("127.0.0.1")));
            Thread thread = new Thread(stand::serve, "dns-stand");
            thread.setDaemon(true);
            thread.start();
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

    public void beSilent(boolean now) {
        silent = now;
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (!silent) {
                    byte[] reply = reply(new Message(Arrays.copyOf(buffer, packet.getLength())))
                            .toWire();
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Message reply(Message query) throws IOException {
        Record question = query.getQuestion();
        Name name = question.getName();
        Map<Integer, List<String>> types = names.get(name.toString(true).toLowerCase(Locale.ROOT));
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(types == null ? Rcode.NXDOMAIN : Rcode.NOERROR);
        reply.addRecord(question, Section.QUESTION);
        if (types != null) {
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
    }
}
