package org.trapline.evidence.dns;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SPF (RFC 7208) as far as the domain's own record decides it: what stands before the first term that needs more of DNS. Whatever
 * that term says later, those before it are what counts.
 */
final class Spf {

    private static final String VERSION = "v=spf1";

    private Spf() {}

    /**
     * @param texts TXT records of the sender's domain
     * @param client address of the host that handed the mail over
     * @return the result in the words of RFC 7208 section 2.6; null when the record alone does not tell
     */
    static @Nullable String result(List<String> texts, String client) {
        List<String> records = texts.stream()
                .map(t -> t.toLowerCase(Locale.ROOT))
                .filter(t -> t.equals(VERSION) || t.startsWith(VERSION + " "))
                .toList();
        if (records.size() != 1) {
            return records.isEmpty() ? "none" : "permerror";
        }
        boolean redirected = false;
        for (String term : records.get(0).substring(VERSION.length()).strip().split(" +")) {
            if (term.startsWith("redirect=")) {
                redirected = true;
            } else if (!term.isEmpty() && !term.matches("[a-z][a-z0-9._-]*=.*")) {
                String result = result(term);
                String mechanism = "+-~?".indexOf(term.charAt(0)) < 0 ? term : term.substring(1);
                if (mechanism.equals("all")) {
                    return result;
                }
                if (!mechanism.startsWith("ip4:") && !mechanism.startsWith("ip6:")) {
                    return null;
                }
                Boolean matches = matches(mechanism, client);
                if (matches == null) {
                    return "permerror";
                }
                if (matches) {
                    return result;
                }
            }
        }
        return redirected ? null : "neutral";
    }

    /** Null when the mechanism has no network. */
    private static @Nullable Boolean matches(String mechanism, String client) {
        int slash = mechanism.indexOf('/');
        byte[] network = NetUtil.createByteArrayFromIpAddressString(
                mechanism.substring(4, slash < 0 ? mechanism.length() : slash));
        byte[] address = NetUtil.createByteArrayFromIpAddressString(client);
        String prefix = slash < 0 ? "128" : mechanism.substring(slash + 1);
        if (network == null
                || address == null
                || network.length != (mechanism.startsWith("ip4:") ? 4 : 16)
                || !prefix.matches("\\d{1,3}")
                || (slash >= 0 && Integer.parseInt(prefix) > network.length * 8)) {
            return null;
        }
        if (network.length != address.length) {
            return false;
        }
        int bits = Math.min(Integer.parseInt(prefix), network.length * 8);
        BigInteger differing = new BigInteger(1, network).xor(new BigInteger(1, address));
        return differing.bitLength() <= network.length * 8 - bits;
    }

    private static String result(String term) {
        return switch (term.charAt(0)) {
            case '-' -> "fail";
            case '~' -> "softfail";
            case '?' -> "neutral";
            default -> "pass";
        };
    }
}
