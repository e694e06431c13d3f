package org.trapline.evidence.scenarios;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** What a list washer would do: decode whatever looks like something, and look for his customers in it. */
public final class BruteDecoder {

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern HEX = Pattern.compile("(?i)(?:[0-9a-f]{2}[:, ]?){6,}");

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
    private static final Pattern TAGS = Pattern.compile("<[^<>]*>|\\([^()]*\\)");
    private static final Pattern GAPS = Pattern.compile("[\\s:]");

    private final List<String> names = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();

    public BruteDecoder(String address) {
        String local = address.substring(0, address.indexOf('@'));
        for (String name : List.of(squeezed(local), squeezed(address), squeezed(local.replace(".", "dot")))) {
            names.addAll(List.of(name, reversed(name)));
            for (int by = 1; by < 26; by++) {
                names.addAll(List.of(caesar(name, by), reversed(caesar(name, by))));
            }
        }
        for (String text : List.of(address, address.toUpperCase(Locale.ROOT), local, address + "\n")) {
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
                try {
                    byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
                    digests.add(HexFormat.of().formatHex(digest).substring(0, 16));
                    digests.add(Base64.getEncoder()
                            .encodeToString(digest)
                            .substring(0, 12)
                            .toLowerCase(Locale.ROOT));
                } catch (NoSuchAlgorithmException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What gives the address away, if anything does. */
    public Optional<String> leak(byte[] shown) {
        Set<String> texts = new LinkedHashSet<>();
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            texts.add(new String(shown, charset));
        }
        Set<String> all = new LinkedHashSet<>(texts);
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("IBM037"))) {
            all.add(new String(shown, charset));
        }
        for (int depth = 0; depth < 3; depth++) {
            Set<String> next = new LinkedHashSet<>();
            for (String text : texts) {
                next.addAll(decodings(text));
                if (depth == 0) {
                    next.addAll(List.of(reversed(text), rot47(text), caesar(text, 13)));
                }
            }
            next.removeAll(all);
            all.addAll(next);
            texts = next;
        }
        return all.stream().filter(this::gives).findFirst();
    }

    private boolean gives(String text) {
        if (names(squeezed(Normalizer.normalize(text, Normalizer.Form.NFKD)))) {
            return true;
        }
        String untagged = text.indexOf('<') < 0 && text.indexOf('(') < 0
                ? ""
                : squeezed(TAGS.matcher(text).replaceAll(""));
        if (names(untagged)) {
            return true;
        }
        String joined = GAPS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return digests.stream().anyMatch(joined::contains);
    }

    private boolean names(String squeezed) {
        for (String name : names) {
            if (squeezed.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> decodings(String text) {
        List<String> decodings = new ArrayList<>();
        decodings.add(escapes(text, "%([0-9A-Fa-f]{2})", 16));
        decodings.add(escapes(text, "%u([0-9A-Fa-f]{4})", 16));
        decodings.add(escapes(text.replaceAll("=\\r?\\n", ""), "=([0-9A-Fa-f]{2})", 16));
        decodings.add(escapes(text, "\\\\[xu]0{0,2}([0-9A-Fa-f]{2})", 16));
        decodings.add(escapes(text, "\\\\([0-7]{3})", 8));
        decodings.add(escapes(text, "\\\\([0-9a-f]{2}) ", 16));
        decodings.add(escapes(text, "\\b(\\d{2,3})[, ]", 10));
        decodings.add(escapes(text, "\\b([01]{8}) ", 2));
        decodings.add(Parser.unescapeEntities(text, false));
        if (text.contains("<")) {
            decodings.add(Jsoup.parse(text).text());
        }
        decodings.add(DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT));
        String joined = text.replaceAll("[\\s>]", "");
        for (String source : List.of(text, joined)) {
            Matcher run = RUN.matcher(source);
            while (run.find()) {
                decodings.addAll(base64(run.group()));
            }
        }
        Matcher hex = HEX.matcher(joined);
        while (hex.find()) {
            String digits = hex.group().replaceAll("(?i)[^0-9a-f]", "");
            for (int at = 0; at < 2; at++) {
                String even = digits.substring(at, digits.length() - (digits.length() - at) % 2);
                decodings.add(new String(HexFormat.of().parseHex(even), StandardCharsets.ISO_8859_1));
            }
        }
        decodings.removeIf(decoding -> decoding.length() < 6);
        return decodings;
    }

    private static List<String> base64(String run) {
        List<String> decodings = new ArrayList<>();
        String standard = run.replace('-', '+').replace('_', '/');
        for (int at = 0; at < 4 && at + 8 <= standard.length(); at++) {
            String whole = standard.substring(at, standard.length() - (standard.length() - at) % 4);
            byte[] bytes = Base64.getDecoder().decode(whole);
            String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
            if (latin.chars().filter(c -> c >= 32 && c < 127).count() * 2 > latin.length()) {
                decodings.add(latin);
            }
        }
        return decodings;
    }

    private static String escapes(String text, String regex, int radix) {
        return PATTERNS.computeIfAbsent(regex, Pattern::compile)
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), radix)));
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String rot47(String text) {
        return text.chars()
                .mapToObj(c -> "" + (char) (c > 32 && c < 127 ? (c - 33 + 47) % 94 + 33 : c))
                .collect(Collectors.joining());
    }

    private static String caesar(String text, int by) {
        return text.chars()
                .mapToObj(c -> ""
                        + (char)
                                (c >= 'a' && c <= 'z'
                                        ? (c - 'a' + by) % 26 + 'a'
                                        : c >= 'A' && c <= 'Z' ? (c - 'A' + by) % 26 + 'A' : c))
                .collect(Collectors.joining());
    }
}
