package org.trapline.attribution.sites;

/** Not the name of a site: no domain name, or a public suffix. */
public final class InvalidSiteName extends RuntimeException {

    InvalidSiteName(String name, String fault) {
        super("'%s' %s".formatted(printable(name), fault));
    }

    private static String printable(String name) {
        String shortened = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
