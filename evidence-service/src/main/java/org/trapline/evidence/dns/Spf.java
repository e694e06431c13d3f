package org.trapline.evidence.dns;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/**
 * SPF (RFC 7208): whether a domain's records let a host send mail in its name. Every question goes to the one inquiry, so what the
 * result rests on is kept with it.
 */
final class Spf {

    /** RFC 7208 section 4.6.4. */
    private static final int MOST_LOOKUPS = 10;

    private static final int MOST_VOID = 2;
    private static final int MOST_HOSTS = 10;

    private static final int LONGEST_NAME = 253;

    private static final String VERSION = "v=spf1";
    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*+)=(.*)");
    private static final Pattern TARGET = Pattern.compile("(.*?)(?:/(0|[1-9]\\d?))?(?://(0|[1-9]\\d{0,2}))?");
    private static final Pattern MACRO =
            Pattern.compile("%(?:([%_-])|\\{([slodiphvSLODIPHV])(\\d{0,3})([rR]?)([.+,/_=-]*)\\})");
    private static final Pattern TOP_LABEL =
            Pattern.compile("[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9]");

    private final Inquiry inquiry;
    private final byte[] client;
    private final String sender;
    private final String helo;
    private int lookups;
    private int voids;

    private Spf(Inquiry inquiry, byte[] client, String sender, String helo) {
        this.inquiry = inquiry;
        this.client = client;
        this.sender = sender;
        this.helo = helo;
    }

    /**
     * @param clientIp address of the host that handed the mail over
     * @param domain whose record is asked for first; null when there can be none
     * @param sender address that the macros speak of
     * @param helo name that the host gave itself
     * @return the result in the words of RFC 7208 section 2.6
     */
    static String result(Inquiry inquiry, String clientIp, @Nullable String domain, String sender, String helo) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(clientIp);
        if (domain == null || address == null) {
            return "none";
        }
        try {
            return new Spf(inquiry, plain(address), sender, helo).check(domain);
        } catch (Stop e) {
            return e.result;
        }
    }

    /** An IPv4 address in the clothes of an IPv6 one is an IPv4 address (RFC 7208 section 5). */
    private static byte[] plain(byte[] address) {
        boolean mapped = address.length == 16
                && new BigInteger(1, Arrays.copyOf(address, 12)).equals(BigInteger.valueOf(0xffff));
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    /** Ends the whole evaluation. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String result;

        Stop(String result) {
            super(result, null, false, false);
            this.result = result;
        }
    }

    private static Stop permanent() {
        return new Stop("permerror");
    }

    private String check(String domain) {
        Answer answer = inquiry.ask(domain, Type.TXT);
        if (!answer.isKnown()) {
            throw new Stop("temperror");
        }
        List<String> records = answer.values().stream()
                .filter(t ->
                        t.equalsIgnoreCase(VERSION) || t.regionMatches(true, 0, VERSION + " ", 0, VERSION.length() + 1))
                .toList();
        if (records.size() != 1) {
            return records.isEmpty() ? "none" : "permerror";
        }
        // A fault anywhere in a record is found before anything of it is asked (section 4.6).
        Terms terms = Terms.of(records.get(0).substring(VERSION.length()));
        for (Directive directive : terms.directives()) {
            if (matches(directive, domain)) {
                return directive.result();
            }
        }
        String redirect = terms.redirect();
        if (redirect == null) {
            return "neutral";
        }
        countLookup();
        String result = check(expand(redirect, domain));
        return result.equals("none") ? "permerror" : result;
    }

    private boolean matches(Directive directive, String domain) {
        String target = directive.target() == null ? domain : directive.target();
        return switch (directive.mechanism()) {
            case "all" -> true;
            case "ip4", "ip6" ->
                isIn(directive.network(), directive.network().length == 4 ? directive.bits4() : directive.bits6());
            case "include" -> includes(target, domain);
            case "a" -> {
                countLookup();
                yield hostMatches(expand(target, domain), directive);
            }
            case "mx" -> mx(expandCounted(target, domain), directive);
            case "exists" -> !found(expandCounted(target, domain), Type.A).isEmpty();
            default -> ptr(expandCounted(target, domain));
        };
    }

    private String expandCounted(String target, String domain) {
        countLookup();
        return expand(target, domain);
    }

    private boolean includes(String target, String domain) {
        String result = check(expandCounted(target, domain));
        if (result.equals("none") || result.equals("permerror")) {
            throw permanent();
        }
        return result.equals("pass");
    }

    private boolean mx(String host, Directive directive) {
        List<String> exchangers = found(host, Type.MX);
        if (exchangers.size() > MOST_HOSTS) {
            throw permanent();
        }
        return exchangers.stream()
                .map(e -> e.substring(e.indexOf(' ') + 1))
                .filter(e -> !e.equals("."))
                .anyMatch(e -> hostMatches(e, directive));
    }

    private boolean hostMatches(String host, Directive directive) {
        return found(host, addressType()).stream()
                .map(NetUtil::createByteArrayFromIpAddressString)
                .anyMatch(a -> a != null && isIn(a, a.length == 4 ? directive.bits4() : directive.bits6()));
    }

    private boolean ptr(String target) {
        return clientNames().stream().anyMatch(name -> isOrIsUnder(name, target));
    }

    private static boolean isOrIsUnder(String name, String domain) {
        String lower = name.toLowerCase(Locale.ROOT);
        String of = domain.toLowerCase(Locale.ROOT);
        return lower.equals(of) || lower.endsWith("." + of);
    }

    /**
     * The client's names that lead back to its address. A fault that a server reports on the way makes a name no match, no error
     * (section 5.5); where nobody replied, or nobody was asked any more, it is not known whether there was a match.
     */
    private List<String> clientNames() {
        String reverse = ReverseMap.fromAddress(client).toString(true);
        return replied(reverse, Type.PTR).values().stream()
                .limit(MOST_HOSTS)
                .map(Spf::withoutDot)
                .filter(name -> replied(name, addressType()).values().stream()
                        .anyMatch(a -> Arrays.equals(NetUtil.createByteArrayFromIpAddressString(a), client)))
                .toList();
    }

    private Answer replied(String name, int type) {
        Answer answer = inquiry.ask(name, type);
        if (!answer.isKnown() && answer.raw() == null) {
            throw new Stop("temperror");
        }
        return answer;
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private int addressType() {
        return client.length == 4 ? Type.A : Type.AAAA;
    }

    private List<String> found(String name, int type) {
        Answer answer = inquiry.ask(name, type);
        if (!answer.isKnown()) {
            throw new Stop("temperror");
        }
        if (answer.values().isEmpty() && ++voids > MOST_VOID) {
            throw permanent();
        }
        return answer.values();
    }

    private void countLookup() {
        if (++lookups > MOST_LOOKUPS) {
            throw permanent();
        }
    }

    private boolean isIn(byte[] network, int bits) {
        if (network.length != client.length) {
            return false;
        }
        BigInteger differing = new BigInteger(1, network).xor(new BigInteger(1, client));
        return differing.bitLength() <= network.length * 8 - bits;
    }

    /** Section 7; a name that comes out too long loses labels from its left. */
    private String expand(String spec, String domain) {
        Matcher macro = MACRO.matcher(spec);
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (macro.find()) {
            expanded.append(spec, at, macro.start()).append(expansion(macro, domain));
            at = macro.end();
        }
        String name = withoutDot(expanded.append(spec.substring(at)).toString());
        int from = name.length() > LONGEST_NAME ? name.indexOf('.', name.length() - LONGEST_NAME - 1) : -1;
        return from < 0 ? name : name.substring(from + 1);
    }

    private String expansion(Matcher macro, String domain) {
        String escape = macro.group(1);
        if (escape != null) {
            return escape.equals("%") ? "%" : escape.equals("_") ? " " : "%20";
        }
        String letter = macro.group(2);
        String delimiters = macro.group(5).isEmpty() ? "." : macro.group(5);
        String splitter = delimiters
                .chars()
                .mapToObj(c -> Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining("|"));
        List<String> parts = new ArrayList<>(
                List.of(value(letter.toLowerCase(Locale.ROOT), domain).split(splitter, -1)));
        if (!macro.group(4).isEmpty()) {
            Collections.reverse(parts);
        }
        int kept = macro.group(3).isEmpty() ? parts.size() : Math.min(parts.size(), Integer.parseInt(macro.group(3)));
        String value = String.join(".", parts.subList(parts.size() - kept, parts.size()));
        boolean escaped = Character.isUpperCase(letter.charAt(0));
        return escaped ? URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20") : value;
    }

    private String value(String letter, String domain) {
        int at = sender.lastIndexOf('@');
        return switch (letter) {
            case "s" -> at > 0 ? sender : "postmaster" + (at < 0 ? "@" + sender : sender);
            case "l" -> at > 0 ? sender.substring(0, at) : "postmaster";
            case "o" -> sender.substring(at + 1);
            case "d" -> domain;
            case "i" ->
                client.length == 4
                        ? NetUtil.bytesToIpAddress(client)
                        : String.join(".", HexFormat.of().formatHex(client).split("(?<=.)"));
            case "v" -> client.length == 4 ? "in-addr" : "ip6";
            case "h" -> helo;
            default -> clientName(domain);
        };
    }

    private String clientName(String domain) {
        List<String> names = clientNames();
        return names.stream()
                .filter(name -> isOrIsUnder(name, domain))
                .findFirst()
                .orElse(names.isEmpty() ? "unknown" : names.get(0));
    }

    /**
     * The terms of a record.
     *
     * @param redirect where to go on when nothing matches
     */
    private record Terms(
            List<Directive> directives, @Nullable String redirect) {

        static Terms of(String record) {
            List<Directive> directives = new ArrayList<>();
            List<String> once = new ArrayList<>();
            String redirect = null;
            for (String term : record.split(" +")) {
                Matcher modifier = MODIFIER.matcher(term);
                if (term.isEmpty()) {
                    continue;
                }
                if (!modifier.matches()) {
                    directives.add(Directive.of(term));
                    continue;
                }
                String name = modifier.group(1).toLowerCase(Locale.ROOT);
                String value = modifier.group(2);
                if (name.equals("redirect") || name.equals("exp")) {
                    if (once.contains(name)) {
                        throw permanent();
                    }
                    once.add(name);
                    requireDomain(value);
                    redirect = name.equals("redirect") ? value : redirect;
                } else {
                    requireMacros(value.replaceAll("%\\{[crtCRT]", "%{s"));
                }
            }
            return new Terms(directives, redirect);
        }
    }

    /**
     * @param target domain that is named; null for the one whose record it is
     * @param network of ip4 and ip6; empty otherwise
     * @param bits4 length of an IPv4 prefix
     * @param bits6 length of an IPv6 prefix
     */
    private record Directive(
            String result, String mechanism, @Nullable String target, byte[] network, int bits4, int bits6) {

        static Directive of(String term) {
            String result =
                    switch (term.charAt(0)) {
                        case '-' -> "fail";
                        case '~' -> "softfail";
                        case '?' -> "neutral";
                        default -> "pass";
                    };
            String rest = "+-~?".indexOf(term.charAt(0)) < 0 ? term : term.substring(1);
            int end = 0;
            while (end < rest.length() && Character.isLetterOrDigit(rest.charAt(end))) {
                end++;
            }
            String mechanism = rest.substring(0, end).toLowerCase(Locale.ROOT);
            String tail = rest.substring(end);
            return switch (mechanism) {
                case "all" -> {
                    if (!tail.isEmpty()) {
                        throw permanent();
                    }
                    yield new Directive(result, mechanism, null, new byte[0], 0, 0);
                }
                case "ip4", "ip6" -> network(result, mechanism, tail);
                case "include", "exists" -> new Directive(result, mechanism, named(tail), new byte[0], 0, 0);
                case "ptr" -> new Directive(result, mechanism, tail.isEmpty() ? null : named(tail), new byte[0], 0, 0);
                case "a", "mx" -> hosts(result, mechanism, tail);
                default -> throw permanent();
            };
        }

        private static Directive network(String result, String mechanism, String tail) {
            int slash = tail.indexOf('/');
            byte[] network = tail.startsWith(":")
                    ? NetUtil.createByteArrayFromIpAddressString(tail.substring(1, slash < 0 ? tail.length() : slash))
                    : null;
            int most = mechanism.equals("ip4") ? 32 : 128;
            if (network == null || network.length * 8 != most) {
                throw permanent();
            }
            String prefix = slash < 0 ? null : tail.substring(slash + 1);
            if (prefix != null && !prefix.matches("0|[1-9]\\d{0,2}")) {
                throw permanent();
            }
            int bits = bits(prefix, most);
            return new Directive(result, mechanism, null, network, bits, bits);
        }

        private static Directive hosts(String result, String mechanism, String tail) {
            Matcher parts = TARGET.matcher(tail);
            if (!parts.matches()) {
                throw permanent();
            }
            String target = parts.group(1).isEmpty() ? null : named(parts.group(1));
            return new Directive(
                    result, mechanism, target, new byte[0], bits(parts.group(2), 32), bits(parts.group(3), 128));
        }

        private static int bits(@Nullable String prefix, int most) {
            int bits = prefix == null ? most : Integer.parseInt(prefix);
            if (bits > most) {
                throw permanent();
            }
            return bits;
        }

        private static String named(String tail) {
            if (!tail.startsWith(":")) {
                throw permanent();
            }
            return requireDomain(tail.substring(1));
        }
    }

    /** A domain-spec (section 7.1) ends with a top label or a macro. */
    private static String requireDomain(String spec) {
        String plain = requireMacros(spec);
        String name = withoutDot(plain);
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean named = name.indexOf('.') >= 0
                && last.length() <= 63
                && TOP_LABEL.matcher(last).matches();
        if (!named && !plain.endsWith("\u0000")) {
            throw permanent();
        }
        return spec;
    }

    /** The text with a NUL in each macro's place. */
    private static String requireMacros(String text) {
        Matcher macro = MACRO.matcher(text);
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (macro.find()) {
            rest.append(literal(text.substring(at, macro.start()))).append('\u0000');
            if (macro.group(2) != null && macro.group(3).matches("0+")) {
                throw permanent();
            }
            at = macro.end();
        }
        return rest.append(literal(text.substring(at))).toString();
    }

    private static String literal(String text) {
        if (text.chars().anyMatch(c -> c < 0x21 || c > 0x7e || c == '%')) {
            throw permanent();
        }
        return text;
    }
}
