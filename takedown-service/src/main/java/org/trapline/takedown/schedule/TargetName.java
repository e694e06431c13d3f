package org.trapline.takedown.schedule;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/** Spelling of names in a schedule: DNS names as lower-case A-labels, other names with single spaces. */
public final class TargetName {

    private static final Pattern HOST_NAME = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private TargetName() {}

    static String canonical(Target.Kind kind, String value) {
        if (!kind.isName()) {
            return value.strip().replaceAll("\\s+", " ");
        }
        String name = aLabels(value);
        String registrable = registrable(name);
        if (kind == Target.Kind.DOMAIN && !registrable.equals(name)) {
            throw new IllegalArgumentException(name + " is not a registrable name (that is " + registrable
                    + "): name the registrable one, or make the target a HOST");
        }
        return name;
    }

    /** @throws IllegalArgumentException when it is not a host name */
    static String aLabels(String value) {
        String name = value.strip();
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        try {
            name = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a domain name: " + value, e);
        }
        if (!HOST_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a domain name: " + value);
        }
        return name;
    }

    /**
     * The name that a registrar registers, by the public suffix list with its private section.
     *
     * @throws IllegalArgumentException when the name is itself a public suffix
     */
    public static String registrable(String name) {
        String root = SUFFIXES.getDomainRoot(name);
        if (root == null) {
            throw new IllegalArgumentException(name + " is a public suffix, nobody's name");
        }
        if (root.indexOf('.') >= 0) {
            return root;
        }
        // A top-level domain that the list does not have counts as a suffix all the same (the list's rule "*").
        int dot = name.lastIndexOf('.', name.lastIndexOf('.') - 1);
        return name.substring(dot + 1);
    }

    /** Equal for what a court's clerk and a drafter may spell differently: case, spacing, a final dot, U-labels. */
    public static String comparable(String value) {
        String plain = value.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        String bare = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        if (bare.indexOf(' ') >= 0 || bare.indexOf('.') < 0) {
            return bare;
        }
        try {
            return IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return bare; // a company's name with a dot in it
        }
    }
}
