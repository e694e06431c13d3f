package org.trapline.evidence.findings;

import java.util.Locale;
import java.util.regex.Pattern;
import org.trapline.evidence.mail.PublicSuffixes;

/** Mail addresses as header fields have them. */
public final class Addresses {

    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[a-z0-9_\\P{ASCII}](?:[a-z0-9_\\P{ASCII}-]{0,62})\\.){1,20}[a-z\\P{ASCII}][a-z0-9\\P{ASCII}-]{1,62}");

    private Addresses() {}

    /** The address in a From line or the like; empty without one. */
    public static String addressIn(String value) {
        int open = value.lastIndexOf('<');
        int close = value.indexOf('>', open + 1);
        if (open >= 0 && close > open) {
            return value.substring(open + 1, close).strip();
        }
        for (String word : value.strip().split("[\\s,;()]+")) {
            if (word.indexOf('@') > 0) {
                return word;
            }
        }
        return "";
    }

    /** What stands before the address, without quotes. */
    static String nameIn(String value) {
        int open = value.lastIndexOf('<');
        return open <= 0 ? "" : value.substring(0, open).replace("\"", "").strip();
    }

    public static String domainOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a domain has a form that the public DNS can have. */
    public static boolean isPossible(String domain) {
        return DOMAIN.matcher(domain).matches() && !domain.endsWith(".localdomain") && !domain.endsWith(".local");
    }

    /** The registrable domain, or the name itself where there is none. */
    static String site(String host) {
        return PublicSuffixes.registrableDomain(host).orElse(host);
    }
}
