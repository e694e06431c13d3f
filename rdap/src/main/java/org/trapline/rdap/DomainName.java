package org.trapline.rdap;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The one spelling in which names are asked for and compared: lower-case A-labels without the root dot. */
final class DomainName {

    // Underscores do occur in names that registries answer for; nothing here needs escaping in a URL path.
    private static final Pattern LDH = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    private DomainName() {}

    /** @throws IllegalArgumentException when the name has no such spelling; the root itself is "" */
    static String aLabels(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty()) {
            return "";
        }
        String ascii;
        try {
            ascii = IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a domain name: " + printable(name), e);
        }
        if (ascii.length() > 253 || !LDH.matcher(ascii).matches()) {
            throw new IllegalArgumentException("not a domain name: " + printable(name));
        }
        return ascii;
    }

    private static String printable(String name) {
        String shortened = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
