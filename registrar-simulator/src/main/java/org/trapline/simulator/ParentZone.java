package org.trapline.simulator;

import java.net.InetAddress;
import java.time.Duration;
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
 * The top-level domain's authoritative server: referrals for what is delegated, NXDOMAIN for what is held or was never
 * registered. A hold shows here first, without any cache in between.
 */
final class ParentZone {

    private final World world;
    private final Duration ttl;

    ParentZone(World world, Duration ttl) {
        this.world = world;
        this.ttl = ttl;
    }

    Message answer(Message query) {
        Message reply = Replies.to(query);
        Record question = query.getQuestion();
        if (!Replies.answerable(query) || !question.getName().subdomain(Replies.TLD)) {
            reply.getHeader().setRcode(Rcode.REFUSED);
            return reply;
        }
        String registrable = Replies.registrable(question.getName());
        if (registrable.isEmpty()) {
            return apex(reply, question);
        }
        Domain domain = world.domain(registrable).filter(Domain::delegated).orElse(null);
        if (domain == null) {
            reply.getHeader().setFlag(Flags.AA);
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
            reply.addRecord(Replies.soa(ttl), Section.AUTHORITY);
            return reply;
        }
        Name cut = Replies.name(domain.name());
        // DS belongs to the parent's side of the cut (RFC 4035 section 3.1.4.1).
        if (question.getType() == Type.DS && question.getName().equals(cut)) {
            return signatures(reply, domain, cut);
        }
        return referral(reply, domain, cut);
    }

    private Message apex(Message reply, Record question) {
        reply.getHeader().setFlag(Flags.AA);
        if (question.getType() == Type.NS) {
            Name server = Replies.name("ns1.nic." + RdapSite.TLD);
            reply.addRecord(new NSRecord(Replies.TLD, DClass.IN, ttl.toSeconds(), server), Section.ANSWER);
        } else {
            int section = question.getType() == Type.SOA ? Section.ANSWER : Section.AUTHORITY;
            reply.addRecord(Replies.soa(ttl), section);
        }
        return reply;
    }

    private Message signatures(Message reply, Domain domain, Name cut) {
        reply.getHeader().setFlag(Flags.AA);
        for (Domain.Ds ds : domain.ds()) {
            reply.addRecord(ds.at(cut, ttl), Section.ANSWER);
        }
        if (domain.ds().isEmpty()) {
            reply.addRecord(Replies.soa(ttl), Section.AUTHORITY);
        }
        return reply;
    }

    private Message referral(Message reply, Domain domain, Name cut) {
        for (String nameserver : domain.nameservers()) {
            Name server = Replies.name(nameserver);
            reply.addRecord(new NSRecord(cut, DClass.IN, ttl.toSeconds(), server), Section.AUTHORITY);
            if (server.subdomain(Replies.TLD)) {
                // Every name server of this world is this machine.
                InetAddress glue = InetAddress.getLoopbackAddress();
                reply.addRecord(new ARecord(server, DClass.IN, ttl.toSeconds(), glue), Section.ADDITIONAL);
            }
        }
        return reply;
    }
}
