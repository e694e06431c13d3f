package org.trapline.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A recursive resolver as an access provider runs one: what it has looked up it repeats until the TTL ends, also when the
 * parent zone has dropped the name meanwhile, and the absence of a name likewise (RFC 2308).
 */
final class Resolver {

    private static final int LARGEST_CACHE = 10_000;

    private record Key(Name name, int type) {}

    private record Found(int rcode, List<Record> records, Instant until) {}

    private final World world;
    private final Duration ttl;
    private final Clock clock;
    private final Map<Key, Found> cache = new ConcurrentHashMap<>();

    Resolver(World world, Duration ttl, Clock clock) {
        this.world = world;
        this.ttl = ttl;
        this.clock = clock;
    }

    void forget() {
        cache.clear();
    }

    Message answer(Message query) {
        Message reply = Replies.to(query);
        reply.getHeader().setFlag(Flags.RA);
        if (!Replies.answerable(query)) {
            reply.getHeader().setRcode(Rcode.NOTIMP);
            return reply;
        }
        Record question = query.getQuestion();
        Instant now = clock.instant();
        if (cache.size() > LARGEST_CACHE) {
            cache.values().removeIf(found -> !now.isBefore(found.until()));
        }
        Found found = cache.compute(
                new Key(question.getName(), question.getType()),
                (key, held) -> held != null && now.isBefore(held.until()) ? held : lookUp(key, now));
        long left = Math.max(0, Duration.between(now, found.until()).toSeconds());
        reply.getHeader().setRcode(found.rcode());
        for (Record record : found.records()) {
            reply.addRecord(
                    Record.newRecord(
                            record.getName(), record.getType(), DClass.IN, left, record.rdataToWireCanonical()),
                    Section.ANSWER);
        }
        if (found.records().isEmpty()) {
            reply.addRecord(Replies.soa(Duration.ofSeconds(left)), Section.AUTHORITY);
        }
        return reply;
    }

    private Found lookUp(Key key, Instant now) {
        Instant until = now.plus(ttl);
        String registrable = key.name().subdomain(Replies.TLD) ? Replies.registrable(key.name()) : "";
        Domain domain = registrable.isEmpty()
                ? null
                : world.domain(registrable).filter(Domain::delegated).orElse(null);
        if (domain == null) {
            return new Found(Rcode.NXDOMAIN, List.of(), until);
        }
        List<Record> records = new ArrayList<>();
        if (key.type() == Type.A && domain.address() != null) {
            records.add(new ARecord(key.name(), DClass.IN, ttl.toSeconds(), address(domain.address())));
        }
        if (key.type() == Type.NS && key.name().equals(Replies.name(domain.name()))) {
            domain.nameservers()
                    .forEach(ns -> records.add(new NSRecord(key.name(), DClass.IN, ttl.toSeconds(), Replies.name(ns))));
        }
        return new Found(Rcode.NOERROR, List.copyOf(records), until);
    }

    private static InetAddress address(String dotted) {
        try {
            // A dotted address is only parsed here, never looked up.
            return InetAddress.getByName(dotted);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not an IPv4 address: " + dotted, e);
        }
    }
}
