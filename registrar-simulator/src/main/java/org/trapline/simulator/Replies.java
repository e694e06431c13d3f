package org.trapline.simulator;

import java.time.Duration;
import java.util.Locale;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** What every DNS reply of this world has in common. */
final class Replies {

    static final Name TLD = name(RdapSite.TLD);

    private Replies() {}

    static Message to(Message query) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setOpcode(query.getHeader().getOpcode());
        if (query.getHeader().getFlag(Flags.RD)) {
            reply.getHeader().setFlag(Flags.RD);
        }
        Record question = query.getQuestion();
        if (question != null) {
            reply.addRecord(question, Section.QUESTION);
        }
        if (query.getOPT() != null) {
            reply.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        }
        return reply;
    }

    static boolean answerable(Message query) {
        Record question = query.getQuestion();
        return question != null && query.getHeader().getOpcode() == Opcode.QUERY && question.getDClass() == DClass.IN;
    }

    static SOARecord soa(Duration ttl) {
        long seconds = ttl.toSeconds();
        return new SOARecord(
                TLD,
                DClass.IN,
                seconds,
                name("ns1.nic." + RdapSite.TLD),
                name("hostmaster.nic." + RdapSite.TLD),
                1,
                3600,
                600,
                86400,
                seconds);
    }

    /** The registrable name at or above this one as the registry spells it, or "" at and above the TLD itself. */
    static String registrable(Name name) {
        int labels = name.labels();
        if (labels < 3) {
            return "";
        }
        return new Name(name, labels - 3).toString(true).toLowerCase(Locale.ROOT);
    }

    static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a DNS name: " + text, e);
        }
    }
}
