package org.trapline.evidence.search;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trapline.evidence.mail.Hop;
import org.trapline.evidence.mail.ParsedMail;

/** Whom and what a message says that it comes from: the address and its domain, the hosts and addresses of the hops. */
final class Senders {

    private static final int MOST_HOPS = 20;
    /** Lucene takes no term of more than 32,766 bytes, and no name is longer than this. */
    private static final int LONGEST = 320;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),;:]{1,64}@([A-Za-z0-9._-]{1,253})");

    private Senders() {}

    static Set<String> of(ParsedMail mail) {
        Set<String> senders = new LinkedHashSet<>();
        if (mail.from() != null) {
            Matcher address = ADDRESS.matcher(mail.from());
            while (address.find() && senders.size() < MOST_HOPS) {
                senders.add(address.group().toLowerCase(Locale.ROOT));
                senders.add(address.group(1).toLowerCase(Locale.ROOT));
            }
        }
        for (Hop hop : mail.hops().subList(0, Math.min(MOST_HOPS, mail.hops().size()))) {
            for (String name : new String[] {hop.helo(), hop.reverseName(), hop.ip()}) {
                if (name != null && !name.isEmpty() && name.length() <= LONGEST) {
                    senders.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        return senders;
    }
}
