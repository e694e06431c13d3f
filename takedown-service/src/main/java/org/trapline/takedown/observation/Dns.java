package org.trapline.takedown.observation;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.OutboundGuard;
import org.trapline.defaults.OutboundRefused;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks name servers directly, never through a cache of this process. */
@ApplicationScoped
class Dns {

    private static final int DNS_PORT = 53;

    /** Servers of a parent zone that are tried before the answer is "unknown". */
    private static final int PARENT_SERVERS_TRIED = 3;

    private final DnsConfig config;
    private final OutboundGuard guard;
    private final Map<String, InetSocketAddress> parents = new HashMap<>();

    Dns(DnsConfig config, OutboundGuard guard) {
        this.config = config;
        this.guard = guard;
        for (String entry : config.parentServers().orElse(List.of())) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("trapline.dns.parent-servers: not suffix=host:port: " + entry);
            }
            parents.put(
                    entry.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    address(entry.substring(equals + 1).strip()));
        }
    }

    /** Whether the parent zone delegates the registrable name, and to whom, as that zone's own servers say. */
    DnsLook delegation(String name) {
        String zone = name.substring(name.indexOf('.') + 1);
        DnsLook last = DnsLook.failed("no server of the parent zone " + zone + " is known", null);
        try {
            for (InetSocketAddress server : serversOf(zone)) {
                last = look(server, name, Type.NS, false);
                if (last.error() == null) {
                    return last;
                }
            }
            return last;
        } catch (IOException | OutboundRefused e) {
            return DnsLook.failed("parent zone " + zone + ": " + e.getMessage(), null);
        }
    }

    /** What the public is answered for a name. */
    DnsLook resolved(String name, int type) {
        return look(resolver(), name, type, true);
    }

    private List<InetSocketAddress> serversOf(String zone) throws IOException {
        for (String suffix = zone; ; suffix = suffix.substring(suffix.indexOf('.') + 1)) {
            InetSocketAddress given = parents.get(suffix);
            if (given != null) {
                return List.of(given);
            }
            if (suffix.indexOf('.') < 0) {
                break;
            }
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        for (Record ns : exchange(resolver(), zone, Type.NS, true).getSection(Section.ANSWER)) {
            if (ns instanceof NSRecord server && servers.size() < PARENT_SERVERS_TRIED) {
                String host = server.getTarget().toString(true);
                for (Record a : exchange(resolver(), host, Type.A, true).getSection(Section.ANSWER)) {
                    if (a instanceof ARecord found) {
                        guard.check(found.getAddress().getHostAddress(), DNS_PORT);
                        servers.add(new InetSocketAddress(found.getAddress(), DNS_PORT));
                    }
                }
            }
        }
        return servers;
    }

    private DnsLook look(InetSocketAddress server, String name, int type, boolean recursive) {
        byte @Nullable [] raw = null;
        try {
            Message answer = exchange(server, name, type, recursive);
            raw = answer.toWire();
            int rcode = answer.getRcode();
            if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
                return DnsLook.failed(server + " answers " + Rcode.string(rcode), raw);
            }
            Name asked = absolute(name);
            List<Record> records = new ArrayList<>(answer.getSection(Section.ANSWER));
            if (!recursive) {
                // A delegation is not the parent's own data, so it comes in the authority section (RFC 1034, 4.2.1).
                records.addAll(answer.getSection(Section.AUTHORITY));
            }
            records.removeIf(record ->
                    record.getType() != type || (!recursive && !record.getName().equals(asked)));
            long ttl = records.stream().mapToLong(Record::getTTL).max().orElse(0);
            List<String> values = records.stream().map(Dns::value).sorted().toList();
            return new DnsLook(values, ttl, raw, null);
        } catch (IOException e) {
            return DnsLook.failed(server + ": " + e.getMessage(), raw);
        }
    }

    private Message exchange(InetSocketAddress server, String name, int type, boolean recursive) throws IOException {
        SimpleResolver client = new SimpleResolver(server);
        client.setTimeout(config.timeout());
        Message query = Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN));
        if (!recursive) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        return client.send(query);
    }

    private static String value(Record record) {
        return record instanceof NSRecord ns
                ? ns.getTarget().toString(true).toLowerCase(Locale.ROOT)
                : record.rdataToString();
    }

    private static Name absolute(String name) throws TextParseException {
        return Name.fromString(name, Name.root);
    }

    private InetSocketAddress resolver() {
        return config.resolver().map(Dns::address).orElseGet(() -> ResolverConfig.getCurrentConfig()
                .server());
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(hostAndPort, DNS_PORT)
                : new InetSocketAddress(
                        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
