package org.trapline.evidence.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * What a resolver answered.
 *
 * @param name that was asked for
 * @param type of record, for example MX
 * @param rcode of the reply (RFC 1035 section 4.1.1), or why there was none
 * @param values of the records of that type; text of several strings is joined, as SPF has it (RFC 7208 section 3.3)
 * @param raw the reply's bytes; null without one
 */
record Answer(String name, String type, String rcode, List<String> values, byte @Nullable [] raw) {

    static Answer absent(String name, int type) {
        return new Answer(name, Type.string(type), "NXDOMAIN", List.of(), null);
    }

    /** @param why there is no reply */
    static Answer unknown(String name, int type, String why) {
        return new Answer(name, Type.string(type), why, List.of(), null);
    }

    /** Whether it says something of the name; otherwise nobody knows. */
    boolean isKnown() {
        return rcode.equals("NOERROR") || rcode.equals("NXDOMAIN");
    }
}
