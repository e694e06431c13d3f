package org.trapline.evidence.mail;

import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Web addresses as browsers read them (WHATWG URL), as far as the host goes. Nothing is ever resolved. */
final class Urls {

    private static final int MAX_URL = 8192;
    private static final List<String> SCHEMES = List.of("http:", "https:", "hxxp:", "hxxps:");
    private static final List<String> INNER_SCHEMES = List.of("http://", "https://");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(?:(?<=:)[0-9]{1,3}(?:\\.[0-9]{1,3}){3})?");

    private Urls() {}

    /** Where a link leads; empty for anything but http and https, and for what is no host. */
    static Optional<Target> target(String url) {
        String cut = url.length() > MAX_URL ? url.substring(0, MAX_URL) : url;
        String joined = withoutLineEnds(cut.strip());
        Set<Link.Sign> signs = EnumSet.noneOf(Link.Sign.class);
        int at = afterScheme(joined, signs);
        if (at < 0) {
            return Optional.empty();
        }
        // Browsers take any number of slashes and backslashes here.
        while (at < joined.length() && (joined.charAt(at) == '/' || joined.charAt(at) == '\\')) {
            at++;
        }
        int end = at;
        while (end < joined.length() && "/\\?#".indexOf(joined.charAt(end)) < 0) {
            end++;
        }
        String authority = joined.substring(at, end);
        int user = authority.lastIndexOf('@');
        if (user >= 0) {
            signs.add(Link.Sign.USER_INFO);
        }
        String stated = authority.substring(user + 1);
        String host = stated.startsWith("[") ? bracketed(stated) : normalised(stated, signs);
        return host.isEmpty() ? Optional.empty() : Optional.of(new Target(joined, host, signs));
    }

    /** Browsers drop line ends and tabs anywhere in a URL, and senders hide names behind them. */
    private static String withoutLineEnds(String url) {
        if (url.indexOf('\n') < 0 && url.indexOf('\r') < 0 && url.indexOf('\t') < 0) {
            return url;
        }
        StringBuilder joined = new StringBuilder(url.length());
        url.chars().filter(c -> c != '\n' && c != '\r' && c != '\t').forEach(c -> joined.append((char) c));
        return joined.toString();
    }

    /** The place after the scheme and its colon, -1 when it is no web scheme. */
    private static int afterScheme(String url, Set<Link.Sign> signs) {
        for (String scheme : SCHEMES) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                if (scheme.startsWith("hx")) {
                    signs.add(Link.Sign.DEFANGED);
                }
                return scheme.length();
            }
        }
        // A link without a scheme takes that of the page, and a message has none: readers take http.
        return url.startsWith("//") ? 0 : -1;
    }

    /** An IPv6 address in the form that browsers give it; empty when it is none. */
    private static String bracketed(String host) {
        int end = host.indexOf(']');
        String address = end < 0 ? "" : host.substring(1, end);
        if (address.length() > 45 || !ADDRESS.matcher(address).matches()) {
            return "";
        }
        try {
            // In brackets a literal is read and never looked up.
            InetAddress read = InetAddress.getByName("[" + address + "]");
            // Java reads an address that stands for an IPv4 one as that; browsers keep it.
            return read instanceof Inet4Address
                    ? "::ffff:" + hex(read, 0) + ":" + hex(read, 1)
                    : NetUtil.toAddressString(read);
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static String hex(InetAddress address, int group) {
        byte[] bytes = address.getAddress();
        return Integer.toHexString((bytes[2 * group] & 0xff) << 8 | bytes[2 * group + 1] & 0xff);
    }

    /** The host as the name it stands for; empty when it is none. */
    private static String normalised(String authority, Set<Link.Sign> signs) {
        int port = authority.indexOf(':');
        String stated = port < 0 ? authority : authority.substring(0, port);
        if (stated.indexOf('%') >= 0) {
            signs.add(Link.Sign.ENCODED_HOST);
            stated = new String(percentDecoded(stated), StandardCharsets.UTF_8);
        }
        String host = trimmed(undotted(stated, signs));
        if (host.isEmpty() || host.length() > 253) {
            return "";
        }
        String ascii = host.toLowerCase(Locale.ROOT);
        if (!isAscii(ascii)) {
            try {
                ascii = trimmed(IDN.toASCII(ascii, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                return "";
            }
        }
        int last = ascii.lastIndexOf('.') + 1;
        if (last < ascii.length() && Character.digit(ascii.charAt(last), 10) >= 0) {
            String address = address(ascii);
            if (!address.isEmpty() && !address.equals(ascii)) {
                signs.add(Link.Sign.NUMERIC_HOST);
            }
            return address;
        }
        return isName(ascii) ? ascii : "";
    }

    private static boolean isAscii(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Full stops of other scripts divide names too (UTS 46); {@code [.]} is how analysts and some senders write a dot. */
    private static String undotted(String host, Set<Link.Sign> signs) {
        String dotted = host.indexOf('[') < 0 ? host : host.replace("[.]", ".");
        if (dotted.length() != host.length()) {
            signs.add(Link.Sign.DEFANGED);
        }
        return dotted.replace('\u3002', '.')
                .replace('\uff0e', '.')
                .replace('\uff61', '.')
                .replace("\u00ad", "");
    }

    private static String trimmed(String host) {
        int from = 0;
        int to = host.length();
        while (from < to && host.charAt(from) == '.') {
            from++;
        }
        while (to > from && ".,;:!*'\"".indexOf(host.charAt(to - 1)) >= 0) {
            to--;
        }
        return host.substring(from, to);
    }

    /** A name with at least one dot whose last label does not start with a digit (RFC 1123 section 2.1; senders use _). */
    private static boolean isName(String host) {
        int label = 0;
        for (int i = 0; i <= host.length(); i++) {
            char c = i < host.length() ? host.charAt(i) : '.';
            if (c == '.') {
                if (i == label || i - label > 63 || host.charAt(label) == '-' || host.charAt(i - 1) == '-') {
                    return false;
                }
                label = i + 1;
            } else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        int lastDot = host.lastIndexOf('.');
        return lastDot > 0 && host.charAt(host.length() - 1) != '_' && host.length() - lastDot > 2;
    }

    /** Addresses in any of the forms that browsers take: 1 to 4 numbers, each decimal, octal or hexadecimal. */
    private static String address(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return "";
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long number = number(parts[i]);
            boolean last = i == parts.length - 1;
            long most = last ? (1L << (8 * (5 - parts.length))) - 1 : 255;
            if (number < 0 || number > most) {
                return "";
            }
            address |= last ? number : number << (8 * (3 - i));
        }
        // Few digits without a dot are a number in a text, not an address.
        if (parts.length == 1 && host.length() < 8) {
            return "";
        }
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static long number(String part) {
        boolean hex = part.startsWith("0x");
        boolean octal = !hex && part.length() > 1 && part.startsWith("0");
        String digits = hex ? part.substring(2) : octal ? part.substring(1) : part;
        if (digits.isEmpty() || digits.length() > 12) {
            return hex && digits.isEmpty() ? 0 : -1;
        }
        long number = 0;
        int radix = hex ? 16 : octal ? 8 : 10;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0 || digits.charAt(i) > 0x7f) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    static byte[] percentDecoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf('%') < 0) {
            return bytes;
        }
        byte[] decoded = new byte[bytes.length];
        int n = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded[n++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                decoded[n++] = bytes[i];
            }
        }
        return Arrays.copyOf(decoded, n);
    }

    /** The address that stands in a parameter of another, as redirectors have it; null without one. */
    static @Nullable String inParameter(String url) {
        int query = url.indexOf('?');
        int at = query < 0 ? url.indexOf(';') : query;
        if (at < 0) {
            return null;
        }
        String rest = url.substring(at + 1);
        String plain = rest.indexOf('%') < 0 ? rest : new String(percentDecoded(rest), StandardCharsets.UTF_8);
        String lower = plain.toLowerCase(Locale.ROOT);
        for (String scheme : INNER_SCHEMES) {
            int start = lower.indexOf(scheme);
            if (start >= 0) {
                int end = plain.indexOf('&', start);
                return plain.substring(start, end < 0 ? plain.length() : end);
            }
        }
        return null;
    }

    /**
     * @param url without line ends
     * @param host lower-case A-labels, or an address in its usual form
     * @param signs what is unusual about it
     */
    record Target(String url, String host, Set<Link.Sign> signs) {}
}
