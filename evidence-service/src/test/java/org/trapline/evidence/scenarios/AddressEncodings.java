package org.trapline.evidence.scenarios;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Ways in which a message gives away the address that it was sent to: each a whole message, by the name of the way. */
public final class AddressEncodings {

    public static final String LOCAL = "vera.lindqvist";
    public static final String DOMAIN = "mailpool.example";
    public static final String ADDRESS = LOCAL + "@" + DOMAIN;

    /** Stands in a block of its own, before and after what gives the address away. */
    public static final String BEFORE = "Nothing of this concerns anybody in particular, it is the first block.";

    public static final String AFTER = "This is the end of the letter, and it is meant for everybody alike.";

    /** A line of what stands around it. */
    public static final String FILLER = "We sell good things to good people, every day of the week.\r\n";

    private static final int BLOCK = 4096;

    private AddressEncodings() {}

    public static Map<String, byte[]> messages() {
        Map<String, byte[]> messages = new LinkedHashMap<>();
        ways().forEach((name, text) -> {
            messages.put(name + ", in the text", message("", "text/plain", "8bit", body(text, 1, 64)));
            messages.put(
                    name + ", over a block border", message("", "text/plain", "8bit", body(text, 2, -text.length / 2)));
            // What is in a base64 part is decoded and then looked through like any text: a sample is enough.
            if (messages.size() % 5 == 2 && texts().containsKey(name)) {
                messages.put(name + ", in a base64 part", base64Part(text));
            }
        });
        headers()
                .forEach((name, line) -> messages.put(
                        name + ", in the header", message(line + "\r\n", "text/plain", "8bit", filler(BEFORE, 400))));
        return messages;
    }

    /** The ways of writing it in a body. */
    private static Map<String, byte[]> ways() {
        Map<String, byte[]> ways = new LinkedHashMap<>();
        texts().forEach((name, text) -> ways.put(name, bytes(text)));
        ways.put("UTF-16 little endian", ADDRESS.getBytes(StandardCharsets.UTF_16LE));
        ways.put("UTF-16 big endian", ADDRESS.getBytes(StandardCharsets.UTF_16BE));
        ways.put("UTF-32", ADDRESS.getBytes(Charset.forName("UTF-32BE")));
        ways.put("EBCDIC", ADDRESS.getBytes(Charset.forName("IBM037")));
        byte[] high = bytes(ADDRESS);
        for (int i = 0; i < high.length; i++) {
            high[i] |= (byte) 0x80;
        }
        ways.put("eighth bit set", high);
        ways.put("MD5, raw bytes", digest("MD5", ADDRESS));
        ways.put("accented letters, Latin 1", "v\u00e9ra.lindqv\u00eest@".getBytes(StandardCharsets.ISO_8859_1));
        byte[] yenc = bytes(ADDRESS);
        for (int i = 0; i < yenc.length; i++) {
            yenc[i] += 42;
        }
        ways.put("yEnc", yenc);
        return ways;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("plain", ADDRESS);
        texts.put("upper case", ADDRESS.toUpperCase(Locale.ROOT));
        texts.put("alternating case", "vErA.LiNdQvIsT@mAiLpOoL.eXaMpLe");
        texts.put("plus tag", LOCAL + "+offer@" + DOMAIN);
        texts.put("more dots", "v.e.r.a.lind.qvist@" + DOMAIN);
        texts.put("fewer dots", "veralindqvist@" + DOMAIN);
        texts.put("local part alone", "user=" + LOCAL + ";");
        texts.put("local part in a host name", "vera-lindqvist.offers.example");
        texts.put("VERP", "bounce-" + LOCAL + "=" + DOMAIN + "@list.example");
        texts.put("spelled out", "vera dot lindqvist at mailpool dot example");
        texts.put("spaces between letters", spread(ADDRESS, " "));
        texts.put("hyphens between letters", spread(ADDRESS, "-"));
        texts.put("a letter a line", spread(ADDRESS, "\r\n"));
        texts.put("split over two lines", "vera.lin\r\ndqvist@mailpool.example");
        texts.put("split by empty comments", spread(LOCAL, "<!-- -->"));
        texts.put("split by tags", spread(LOCAL, "<b></b>"));
        texts.put("split by hidden text", "vera.lin<span style=\"display:none\">xyz</span>dqvist");
        texts.put("RFC 5322 comments", "vera(the).lind(best)qvist@mailpool.example");
        texts.put("zero-width spaces", spread(ADDRESS, "\u200b"));
        texts.put("soft hyphens", spread(ADDRESS, "\u00ad"));
        texts.put("soft hyphen entities", spread(LOCAL, "&shy;"));
        texts.put("full-width letters", mapped(LOCAL, c -> c == '.' ? "." : "" + (char) (c - 'a' + 0xff41)));
        texts.put("mathematical letters", mapped(LOCAL, c -> c == '.' ? "." : Character.toString(0x1d41a + c - 'a')));
        texts.put("circled letters", mapped(LOCAL, c -> c == '.' ? "." : "" + (char) (c - 'a' + 0x24d0)));
        texts.put("accented letters", "v\u00e9ra.lindqv\u00eest@" + DOMAIN);
        texts.put("Cyrillic look-alikes", "v\u0435r\u0430.l\u0456ndqv\u0456\u0455t");
        texts.put(
                "base64 of full-width letters",
                base64(mapped(LOCAL, c -> c == '.' ? "." : "" + (char) (c - 'a' + 0xff41))));
        texts.put("base64 of zero-width spaces", base64(spread(ADDRESS, "\u200b")));
        texts.put("hexadecimal reversed", reversed(hex(ADDRESS)));
        texts.put("rot13 of hexadecimal", caesar(hex(ADDRESS), 13));
        texts.put("URL encoding of base64", mapped(base64(ADDRESS), c -> "%%%02x".formatted((int) c)));
        texts.put("entities of hexadecimal", mapped(hex(ADDRESS), c -> "&#" + (int) c + ";"));
        texts.put("decimal entities", mapped(ADDRESS, c -> "&#" + (int) c + ";"));
        texts.put("hexadecimal entities", mapped(ADDRESS, c -> "&#x" + Integer.toHexString(c) + ";"));
        texts.put("padded entities", mapped(ADDRESS, c -> "&#%07d".formatted((int) c)));
        texts.put("named entities", LOCAL.replace(".", "&period;") + "&commat;" + DOMAIN);
        texts.put("entities of entities", mapped(ADDRESS, c -> "&amp;#" + (int) c + ";"));
        texts.put("URL encoding", URLEncoder.encode(ADDRESS, StandardCharsets.UTF_8));
        texts.put("URL encoding of every letter", mapped(ADDRESS, c -> "%%%02x".formatted((int) c)));
        texts.put("URL encoding twice", mapped(ADDRESS, c -> "%%25%02X".formatted((int) c)));
        texts.put("URL encoding of UTF-16", mapped(ADDRESS, c -> "%%u%04x".formatted((int) c)));
        texts.put("quoted-printable of every letter", mapped(ADDRESS, c -> "=%02X".formatted((int) c)));
        texts.put("quoted-printable soft breaks", spread(ADDRESS, "=\r\n"));
        texts.put("JavaScript \\x", mapped(ADDRESS, c -> "\\x%02x".formatted((int) c)));
        texts.put("JavaScript \\u", mapped(ADDRESS, c -> "\\u%04x".formatted((int) c)));
        texts.put("octal escapes", mapped(ADDRESS, c -> "\\%03o".formatted((int) c)));
        texts.put("CSS escapes", mapped(ADDRESS, c -> "\\%x ".formatted((int) c)));
        texts.put("JavaScript joined", "'vera.'+'lind'+'qvist'+String.fromCharCode(64)+'mailpool.example'");
        texts.put("Unicode names", mapped(ADDRESS, c -> "U+%04X ".formatted((int) c)));
        texts.put("decimal codes", mapped(ADDRESS, c -> (int) c + ","));
        texts.put("octal codes", mapped(ADDRESS, c -> "%03o ".formatted((int) c)));
        texts.put(
                "binary",
                mapped(ADDRESS, c -> "%8s ".formatted(Integer.toBinaryString(c)).replaceAll(" (?=.)", "0")));
        texts.put("base64", base64(ADDRESS));
        texts.put("base64, one byte later", base64("x" + ADDRESS));
        texts.put("base64, two bytes later", base64("xy" + ADDRESS));
        texts.put("base64, glued to letters", "id" + base64(ADDRESS));
        texts.put("base64 without padding", base64(ADDRESS).replace("=", ""));
        texts.put("base64 of upper case", base64(ADDRESS.toUpperCase(Locale.ROOT)));
        texts.put("base64 of the local part", base64(LOCAL));
        texts.put("base64 over lines", base64(ADDRESS).replaceAll("(.{5})", "$1\r\n"));
        texts.put("base64 quoted", "> " + base64(ADDRESS).replaceAll("(.{9})", "$1\r\n> "));
        texts.put("base64 of base64", base64(base64(ADDRESS)));
        texts.put("base64 of hexadecimal", base64(hex(ADDRESS)));
        texts.put("base64 of UTF-16", Base64.getEncoder().encodeToString(ADDRESS.getBytes(StandardCharsets.UTF_16LE)));
        texts.put("base64 reversed", reversed(base64(ADDRESS)));
        texts.put("base64 of the reversed", base64(reversed(ADDRESS)));
        texts.put("base64 of rot13", base64(caesar(ADDRESS, 13)));
        texts.put("rot13 of base64", caesar(base64(ADDRESS), 13));
        texts.put("base64 URL-encoded", base64(ADDRESS).replace("=", "%3D").replace("d", "%64"));
        texts.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("~~?" + ADDRESS + "~~?")));
        texts.put(
                "UTF-7",
                "+" + Base64.getEncoder().withoutPadding().encodeToString(ADDRESS.getBytes(StandardCharsets.UTF_16BE))
                        + "-");
        texts.put("hexadecimal", hex(ADDRESS));
        texts.put("hexadecimal, upper case", hex(ADDRESS).toUpperCase(Locale.ROOT));
        texts.put("hexadecimal, half a byte later", "f" + hex(ADDRESS));
        texts.put("hexadecimal with colons", hex(ADDRESS).replaceAll("(..)", "$1:"));
        texts.put("hexadecimal with 0x", hex(ADDRESS).replaceAll("(..)", "0x$1, "));
        texts.put("hexadecimal over lines", hex(ADDRESS).replaceAll("(.{7})", "$1\r\n"));
        texts.put("hexadecimal of base64", hex(base64(ADDRESS)));
        texts.put("base32", base32(ADDRESS));
        texts.put("base32, lower case", base32(ADDRESS).toLowerCase(Locale.ROOT));
        texts.put("base32 with hyphens", base32(ADDRESS).replaceAll("(.{4})", "$1-"));
        texts.put("ASCII85", base85(ADDRESS, 33));
        texts.put("uuencode", "begin 644 a\r\n" + uu(ADDRESS) + "\r\nend");
        texts.put("reversed", reversed(ADDRESS));
        texts.put("rot13", caesar(ADDRESS, 13));
        texts.put("rot3", caesar(ADDRESS, 3));
        texts.put("rot25", caesar(ADDRESS, 25));
        texts.put("rot13 reversed", reversed(caesar(ADDRESS, 13)));
        texts.put("rot47", mapped(ADDRESS, c -> "" + (char) ((c - 33 + 47) % 94 + 33)));
        texts.put("atbash", mapped(ADDRESS, c -> c >= 'a' && c <= 'z' ? "" + (char) ('z' - c + 'a') : "" + c));
        texts.put("MD5", HexFormat.of().formatHex(digest("MD5", ADDRESS)));
        texts.put("MD5 of upper case", HexFormat.of().formatHex(digest("MD5", ADDRESS.toUpperCase(Locale.ROOT))));
        texts.put("MD5 of the local part", HexFormat.of().formatHex(digest("MD5", LOCAL)));
        texts.put("MD5 with a line end", HexFormat.of().formatHex(digest("MD5", ADDRESS + "\n")));
        texts.put("SHA-1", HexFormat.of().formatHex(digest("SHA-1", ADDRESS)));
        texts.put("SHA-1, upper case", HexFormat.of().withUpperCase().formatHex(digest("SHA-1", ADDRESS)));
        texts.put("SHA-256", HexFormat.of().formatHex(digest("SHA-256", ADDRESS)));
        texts.put("SHA-256 with colons", HexFormat.ofDelimiter(":").formatHex(digest("SHA-256", ADDRESS)));
        texts.put(
                "SHA-256 cut short",
                HexFormat.of().formatHex(digest("SHA-256", ADDRESS)).substring(0, 20));
        texts.put("SHA-256, base64", Base64.getEncoder().encodeToString(digest("SHA-256", ADDRESS)));
        texts.put("SHA-512", HexFormat.of().formatHex(digest("SHA-512", ADDRESS)));
        texts.put("MD5, base64", Base64.getEncoder().encodeToString(digest("MD5", ADDRESS)));
        texts.put("link with the address", "<a href=\"http://pills.example/u?e=" + ADDRESS + "\">leave</a>");
        texts.put("mailto link", "<a href=\"mailto:" + ADDRESS + "\">you</a>");
        texts.put(
                "tracking pixel", "<img src=\"http://pills.example/o.gif?" + base64(ADDRESS) + "\" width=1 height=1>");
        return texts;
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of(
                "To",
                "Cc",
                "Bcc",
                "Delivered-To",
                "X-Original-To",
                "Envelope-To",
                "X-Envelope-To",
                "Apparently-To",
                "Return-Path",
                "Reply-To",
                "X-Rcpt-To",
                "Resent-To")) {
            headers.put(name, name + ": <" + ADDRESS + ">");
        }
        headers.put("To, folded", "To: \"Vera\r\n Lindqvist\" <vera\r\n .lindqvist@mailpool.example>");
        headers.put(
                "Received for",
                "Received: from a.example (b.example [192.0.2.7])\r\n by mx.mailpool.example with ESMTP id 4F2\r\n for <"
                        + ADDRESS + ">; Mon, 23 Nov 2026 10:00:00 +0000");
        headers.put(
                "Received for, one line",
                "Received: from a.example by mx.example for " + ADDRESS + "; Mon, 23 Nov 2026 10:00:00 +0000");
        headers.put("Subject", "Subject: " + ADDRESS + ", buy now");
        headers.put("Subject, encoded word B", "Subject: =?UTF-8?B?" + base64("Dear " + ADDRESS) + "?=");
        headers.put(
                "Subject, encoded word Q",
                "Subject: =?UTF-8?Q?" + mapped(ADDRESS, c -> "=%02X".formatted((int) c)) + "?=");
        headers.put(
                "Subject, two encoded words",
                "Subject: =?UTF-8?B?" + base64("vera.lin") + "?=\r\n =?UTF-8?B?" + base64("dqvist") + "?=");
        headers.put("Subject, local part", "Subject: Hello Vera.Lindqvist");
        headers.put("List-Unsubscribe", "List-Unsubscribe: <http://pills.example/u/" + hex(ADDRESS) + ">");
        headers.put("Message-ID", "Message-ID: <" + hex(LOCAL) + "@pills.example>");
        headers.put("Message-ID with a token", "Message-ID: <0001.A83F2B@pills.example>");
        headers.put("X header", "X-Campaign: " + base64(ADDRESS));
        headers.put("field name", "X-Vera.Lindqvist: yes");
        headers.put("From with the address", "From: " + ADDRESS);
        headers.put("mbox line", "From " + ADDRESS + " Mon Nov 23 10:00:00 2026");
        headers.put("MIME boundary", "Content-Type: multipart/mixed;\r\n boundary=\"" + hex(ADDRESS) + "\"");
        headers.put("DKIM identity", "DKIM-Signature: v=1; i=" + ADDRESS + "; d=mailpool.example");
        return headers;
    }

    private static byte[] message(String headers, String type, String encoding, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                bytes(headers + "From: Cheap Pills <offers@pills.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: " + type + "\r\nContent-Transfer-Encoding: " + encoding
                        + "\r\n\r\n"));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** Blocks of general words, then what gives the address away so far behind a block's border, then general words. */
    private static byte[] body(byte[] text, int blocks, int behind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(filler(BEFORE, blocks * BLOCK + behind));
        out.writeBytes(text);
        out.writeBytes(filler("", 200));
        return out.toByteArray();
    }

    /** A letter of four blocks, of which one has the address. */
    public static byte[] longLetter() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(body(bytes(ADDRESS), 1, 64));
        out.writeBytes(filler("", 2 * BLOCK - out.size()));
        out.writeBytes(filler("", BLOCK));
        out.writeBytes(filler(AFTER, 500));
        return message("", "text/plain", "8bit", out.toByteArray());
    }

    private static byte[] base64Part(byte[] text) {
        byte[] encoded = Base64.getMimeEncoder().encode(body(text, 2, 64));
        return message("", "text/plain; charset=utf-8", "base64", encoded);
    }

    private static byte[] filler(String start, int length) {
        StringBuilder filler = new StringBuilder(start + "\r\n");
        while (filler.length() < length) {
            filler.append(FILLER);
        }
        return bytes(filler.substring(0, length - 2) + "\r\n");
    }

    private static String spread(String text, String between) {
        return text.chars().mapToObj(c -> "" + (char) c).collect(Collectors.joining(between));
    }

    private static String mapped(String text, Function<Character, String> way) {
        return text.chars().mapToObj(c -> way.apply((char) c)).collect(Collectors.joining());
    }

    private static String caesar(String text, int by) {
        return mapped(text, c -> {
            char first = c >= 'a' && c <= 'z' ? 'a' : 'A';
            return "" + (Character.isLetter(c) ? (char) ((c - first + by) % 26 + first) : c);
        });
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(bytes(text));
    }

    private static String base32(String text) {
        StringBuilder bits = new StringBuilder(
                mapped(text, c -> "%8s".formatted(Integer.toBinaryString(c)).replace(' ', '0')));
        while (bits.length() % 5 != 0) {
            bits.append('0');
        }
        List<String> digits = new ArrayList<>();
        for (int i = 0; i < bits.length(); i += 5) {
            digits.add("" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Integer.parseInt(bits.substring(i, i + 5), 2)));
        }
        return String.join("", digits);
    }

    private static String base85(String text, int first) {
        String padded = text + "\0".repeat((4 - text.length() % 4) % 4);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < padded.length(); i += 4) {
            BigInteger group = new BigInteger(1, bytes(padded.substring(i, i + 4)));
            StringBuilder five = new StringBuilder();
            for (int d = 0; d < 5; d++) {
                BigInteger[] next = group.divideAndRemainder(BigInteger.valueOf(85));
                five.append((char) (first + next[1].intValue()));
                group = next[0];
            }
            out.append(five.reverse());
        }
        return out.toString();
    }

    private static String uu(String text) {
        StringBuilder out = new StringBuilder("" + (char) (text.length() + 32));
        String bits =
                mapped(text, c -> "%8s".formatted(Integer.toBinaryString(c)).replace(' ', '0'));
        for (int i = 0; i + 6 <= bits.length(); i += 6) {
            out.append((char) (Integer.parseInt(bits.substring(i, i + 6), 2) + 32));
        }
        return out.toString();
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes(text));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
