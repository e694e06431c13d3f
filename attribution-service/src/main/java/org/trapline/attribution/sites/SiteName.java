package org.trapline.attribution.sites;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * The name under which a site is known: its registrable domain by the public suffix list, private section included.
 *
 * @param domain lower-case A-labels without the root dot
 */
public record SiteName(String domain) {

    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+");
    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    /**
     * @param host a site or a host below it, in Unicode or A-labels
     * @throws InvalidSiteName when it has no registrable domain
     */
    public static SiteName of(String host) {
        String bare = host.strip();
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        String ascii;
        try {
            ascii = IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new InvalidSiteName(host, "is not a domain name");
        }
        if (ascii.length() > 253 || !HOST.matcher(ascii).matches() || ascii.matches("[0-9.]+")) {
            throw new InvalidSiteName(host, "is not a domain name");
        }
        String registrable = SUFFIXES.getDomainRoot(ascii);
        if (registrable == null) {
            throw new InvalidSiteName(host, "is a public suffix, below which names are registered");
        }
        return new SiteName(registrable);
    }
}
