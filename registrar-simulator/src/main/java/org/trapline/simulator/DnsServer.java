package org.trapline.simulator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** DNS over UDP and TCP (RFC 1035 section 4.2, RFC 7766) on one port; what is answered is somebody else's business. */
final class DnsServer implements AutoCloseable {

    private static final int TCP_PATIENCE_MILLIS = 5_000;

    private final UnaryOperator<Message> answers;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    DnsServer(int port, UnaryOperator<Message> answers) throws IOException {
        this.answers = answers;
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ServerSocket stream = null;
        DatagramSocket datagrams = null;
        // A free TCP port may be taken for UDP: with port 0 another one is tried.
        for (int attempt = 0; datagrams == null; attempt++) {
            stream = new ServerSocket(port, 50, loopback);
            try {
                datagrams = new DatagramSocket(stream.getLocalPort(), loopback);
            } catch (BindException taken) {
                stream.close();
                if (port != 0 || attempt == 20) {
                    throw taken;
                }
            }
        }
        tcp = stream;
        udp = datagrams;
        threads.execute(this::serveUdp);
        threads.execute(this::serveTcp);
    }

    int port() {
        return tcp.getLocalPort();
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] reply = reply(buffer, packet.getLength(), true);
                if (reply != null) {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                report(e, udp.isClosed());
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                threads.execute(() -> converse(client));
            } catch (IOException e) {
                report(e, tcp.isClosed());
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setSoTimeout(TCP_PATIENCE_MILLIS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            for (int first = in.read(); first >= 0; first = in.read()) {
                byte[] query = in.readNBytes(first << 8 | in.readUnsignedByte());
                byte[] reply = reply(query, query.length, false);
                if (reply == null) {
                    return;
                }
                out.writeShort(reply.length);
                out.write(reply);
                out.flush();
            }
        } catch (IOException gone) {
            // The client hung up or fell silent: the end of a conversation, not a fault.
            return;
        }
    }

    private byte @Nullable [] reply(byte[] bytes, int length, boolean datagram) {
        Message query;
        try {
            query = new Message(Arrays.copyOf(bytes, length));
        } catch (IOException unreadable) {
            return length < 12 ? null : formatError(bytes);
        }
        if (query.getHeader().getFlag(Flags.QR)) {
            return null;
        }
        OPTRecord edns = query.getOPT();
        int room = edns == null ? 512 : Math.max(512, Math.min(edns.getPayloadSize(), 4096));
        return answer(query).toWire(datagram ? room : Message.MAXLENGTH);
    }

    private Message answer(Message query) {
        try {
            return answers.apply(query);
        } catch (RuntimeException e) {
            // One bad answer must not end the loop that serves all the others.
            System.err.println("simulator: DNS: " + e);
            Message failure = Replies.to(query);
            failure.getHeader().setRcode(Rcode.SERVFAIL);
            return failure;
        }
    }

    private static byte[] formatError(byte[] bytes) {
        Header header = new Header((bytes[0] & 0xff) << 8 | bytes[1] & 0xff);
        header.setFlag(Flags.QR);
        header.setRcode(Rcode.FORMERR);
        Message error = new Message();
        error.setHeader(header);
        return error.toWire();
    }

    private static void report(IOException e, boolean closed) {
        if (!closed) {
            System.err.println("simulator: DNS: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        threads.shutdownNow();
    }
}
