package org.trapline.evidence.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the hosts of links as browsers would read them. Nothing is ever resolved. */
final class Links {

    private static final int MAX_HOSTS = 1000;
    private static final int MAX_URL = 8192;

    private static final Pattern IN_TEXT = Pattern.compile(
            "(?:\\bhttps?:[/\\\\]{2}|(?<![\\w@./-])www\\.)[^\\s<>\"'`{}|^\\[\\]()\\x00-\\x1f]{1,2000}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WEB =
            Pattern.compile("https?:[/\\\\]*(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z][a-z0-9-]*[a-z0-9]");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]{2,39}(?:\\d{1,3}(?:\\.\\d{1,3}){3})?");

    private final Map<String, LinkedHost> hosts = new LinkedHashMap<>();

    /** Adds what stands in plain text: URLs, and names that start with {@code www.}. */
    void addText(CharSequence text) {
        Matcher matcher = IN_TEXT.matcher(text);
        while (matcher.find() && hosts.size() < MAX_HOSTS) {
            String found = matcher.group();
            add(found.regionMatches(true, 0, "www.", 0, 4) ? "http://" + found : found);
        }
    }

    /** Adds a link's target; anything but http and https is passed over. */
    void add(String url) {
        // Browsers drop line ends and tabs anywhere in a URL, and senders hide names behind them.
        String joined = url.length() > MAX_URL ? url.substring(0, MAX_URL) : url;
        Matcher web = WEB.matcher(joined.strip().replaceAll("[\\t\\r\\n]", ""));
        if (!web.matches() || hosts.size() >= MAX_HOSTS) {
            return;
        }
        String authority = web.group(1).split("[/\\\\?#]", 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String name = host.startsWith("[") ? bracketed(host) : normalised(host);
        if (!name.isEmpty()) {
            hosts.computeIfAbsent(name, Links::linkedHost);
        }
    }

    Set<LinkedHost> hosts() {
        Collection<LinkedHost> found = hosts.values();
        return new LinkedHashSet<>(found);
    }

    private static LinkedHost linkedHost(String host) {
        boolean address = host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
        return new LinkedHost(
                host, address ? null : PublicSuffixes.registrableDomain(host).orElse(null));
    }

    private static String bracketed(String host) {
        int end = host.indexOf(']');
        String address = end < 0 ? "" : host.substring(1, end).toLowerCase(Locale.ROOT);
        return address.indexOf(':') >= 0 && IPV6.matcher(address).matches() ? address : "";
    }

    /** The host as the name it stands for; empty when it is none. */
    private static String normalised(String authority) {
        int port = authority.indexOf(':');
        String host = percentDecoded(port < 0 ? authority : authority.substring(0, port));
        host = host.replace('\u3002', '.').replaceAll("^\\.+|[.,;:!*]+$", "");
        if (host.isEmpty() || host.length() > 253) {
            return "";
        }
        String ascii = host.toLowerCase(Locale.ROOT);
        if (!ascii.chars().allMatch(c -> c < 128)) {
            try {
                ascii = IDN.toASCII(ascii, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                return "";
            }
        }
        if (ascii.matches("\\d{8,10}|0x[0-9a-f]{1,8}")) {
            return addressOf(Long.decode(ascii.startsWith("0x") ? ascii : ascii.replaceFirst("^0+(?=.)", "")));
        }
        if (IPV4.matcher(ascii).matches()) {
            return isAddress(ascii) ? ascii : "";
        }
        return NAME.matcher(ascii).matches() ? ascii : "";
    }

    private static boolean isAddress(String dotted) {
        for (String part : dotted.split("\\.")) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static String addressOf(long number) {
        return number > 0xffffffffL
                ? ""
                : (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static String percentDecoded(String host) {
        if (host.indexOf('%') < 0) {
            return host;
        }
        byte[] bytes = host.getBytes(StandardCharsets.UTF_8);
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
        return new String(decoded, 0, n, StandardCharsets.UTF_8);
    }
}
