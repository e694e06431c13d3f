package org.trapline.evidence.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** One resolver, asked anew for each question: nothing is answered out of this process's memory. */
final class Resolver {

    private static final int DNS_PORT = 53;

    private final String host;
    private final int port;
    private final Duration patience;

    /** @param hostAndPort with or without a port */
    Resolver(String hostAndPort, Duration patience) {
        int colon = hostAndPort.lastIndexOf(':');
        this.host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        this.port = colon < 0 ? DNS_PORT : Integer.parseInt(hostAndPort.substring(colon + 1));
        this.patience = patience;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    Answer ask(String name, int type) {
        try {
            SimpleResolver client = new SimpleResolver(new InetSocketAddress(host, port));
            client.setTimeout(patience);
            Message reply =
                    client.send(Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN)));
            List<String> values = new ArrayList<>();
            for (Record record : reply.getSection(Section.ANSWER)) {
                if (record.getType() == type) {
                    values.add(value(record));
                }
            }
            return new Answer(name, Type.string(type), Rcode.string(reply.getRcode()), values, reply.toWire());
        } catch (IOException e) {
            return Answer.unknown(name, type, "no reply: " + e.getMessage());
        }
    }

    private static String value(Record record) {
        if (record instanceof TXTRecord text) {
            StringBuilder joined = new StringBuilder();
            text.getStringsAsByteArrays()
                    .forEach(bytes -> joined.append(new String(bytes, StandardCharsets.ISO_8859_1)));
            return joined.toString();
        }
        return record.rdataToString();
    }
}
