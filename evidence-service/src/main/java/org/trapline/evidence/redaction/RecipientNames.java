package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What names the recipients, in the forms that are looked for.
 *
 * @param letters lower-case letters and digits of names, as they read with everything between them left out: forwards,
 *     backwards, and with the alphabet turned
 * @param tokens names that are too short for that and count when they stand alone
 * @param digests the beginnings of hashes of the names
 */
record RecipientNames(Needles letters, List<String> tokens, Digests digests) {

    /** Shorter names would be found in any text. */
    private static final int MIN_LETTERS = 5;

    private static final int MIN_TOKEN = 3;

    /**
     * @param addresses {@code local@domain}
     * @param domains that are traps as a whole: their own name says so
     */
    static RecipientNames of(Collection<String> addresses, Collection<String> domains) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> tokens = new LinkedHashSet<>();
        Set<String> hashed = new LinkedHashSet<>();
        domains.forEach(domain -> add(domain, names, tokens));
        for (String address : addresses) {
            String lower = address.toLowerCase(Locale.ROOT).strip();
            int at = lower.lastIndexOf('@');
            String local = at < 0 ? lower : lower.substring(0, at);
            String domain = at < 0 ? "" : lower.substring(at + 1);
            String plain = local.replaceAll("[+].*", "");
            for (String name : List.of(local, plain, spelled(local), spelled(plain))) {
                add(name, names, tokens);
                String whole = squeezed(name + domain);
                if (whole.length() >= MIN_LETTERS) {
                    names.add(whole);
                    names.add(squeezed(name + "at" + domain));
                }
            }
            for (String form : List.of(
                    lower,
                    address.strip(),
                    plain + "@" + domain,
                    plain.replace(".", "") + "@" + domain,
                    local,
                    plain,
                    address.toUpperCase(Locale.ROOT).strip())) {
                hashed.addAll(List.of(form, form + "\n", form + "\r\n"));
            }
        }
        Set<String> letters = new LinkedHashSet<>();
        names.forEach(name -> letters.addAll(turned(name)));
        return new RecipientNames(
                new Needles(
                        letters.stream()
                                .map(l -> l.getBytes(StandardCharsets.US_ASCII))
                                .toList(),
                        MIN_LETTERS),
                List.copyOf(tokens),
                Digests.of(hashed));
    }

    private static void add(String name, Set<String> names, Set<String> tokens) {
        String squeezed = squeezed(name);
        if (squeezed.length() >= MIN_LETTERS) {
            names.add(squeezed);
        } else if (squeezed.length() >= MIN_TOKEN) {
            tokens.add(squeezed);
        }
    }

    /** As it is read out. */
    private static String spelled(String local) {
        return local.replace(".", "dot")
                .replace("-", "dash")
                .replace("_", "underscore")
                .replace("+", "plus");
    }

    static String squeezed(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static List<String> turned(String name) {
        List<String> turned = new ArrayList<>();
        for (int shift = 0; shift < 26; shift++) {
            int by = shift;
            turned.add(letters(name, c -> (char) ((c - 'a' + by) % 26 + 'a')));
        }
        turned.add(letters(name, c -> (char) ('z' - (c - 'a'))));
        List.copyOf(turned)
                .forEach(t -> turned.add(new StringBuilder(t).reverse().toString()));
        return turned;
    }

    private static String letters(String name, java.util.function.UnaryOperator<Character> turn) {
        StringBuilder out = new StringBuilder();
        for (char c : name.toCharArray()) {
            out.append(c >= 'a' && c <= 'z' ? turn.apply(c) : (Character) c);
        }
        return out.toString();
    }
}
