package org.trapline.evidence.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Whether it says something of the name; otherwise nobody knows. */
    boolean isKnown() {
        return rcode.equals("NOERROR") || rcode.equals("NXDOMAIN");
    }
}
