package org.trapline.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.trapline.cli.demo.SpamRing.Site;

/**
 * The body of a generated message.
 *
 * @param headers its MIME header lines, each with its line feed
 * @param content one character a byte, line feeds bare
 */
record MailBody(String headers, String content) {
    private static final List<String> ODD_CHARSETS =
            List.of("\"windows-1250\" reply-type=ori", "[charse<!doctype html>", "iso-7163-9");
    private static final List<String> ODD_TYPES =
            List.of("text/", "multipart/alternreturn-path: <nobody@tinmail.example>", "text/html/plain");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int MEDIAN = 3_800;
    private static final int LONGEST = 90_000;

    static MailBody write(MailDraft mail, Wording wording, Site site, String brand) {
        return new Maker(mail, wording, site, brand).make();
    }

    private record Maker(MailDraft mail, Wording wording, Site site, String brand) {

        MailBody make() {
            Random random = mail.random();
            int size = (int) Math.min(LONGEST, MEDIAN * StrictMath.exp(0.95 * random.nextGaussian()));
            int form = random.nextInt(100);
            boolean nested = mail.has(Mess.UNCLOSED_BOUNDARY) || mail.has(Mess.ENCODED_MULTIPART);
            boolean base64 = mail.has(Mess.BAD_BASE64) || form >= 62 && form < 72;
            // real senders of raw bytes do not encode, so the encoded forms take no part in it
            if (mail.has(Mess.RAW_8BIT_BODY) && !nested && form >= 46 && form < 72) {
                mail.mess().remove(Mess.RAW_8BIT_BODY);
            }
            if (nested) {
                return alternative(size);
            }
            if (base64) {
                mail.mess().remove(Mess.RAW_8BIT_BODY);
                return base64Html(size);
            }
            if (form < 24) {
                return new MailBody(type("text/plain", "8bit"), text(size));
            }
            if (form < 46) {
                return new MailBody(type("text/html", "8bit"), html(size));
            }
            if (form < 62) {
                return new MailBody(type("text/html", "quoted-printable"), quotedPrintable(html(size)));
            }
            return form < 90 ? alternative(size) : withPicture(size);
        }

        private String type(String type, String encoding) {
            String charset = mail.has(Mess.ODD_CHARSET) ? Wording.pick(mail.random(), ODD_CHARSETS) : "iso-8859-1";
            String named = mail.has(Mess.ODD_TYPE) ? Wording.pick(mail.random(), ODD_TYPES) : type;
            // a sender of raw bytes rarely says so
            boolean silent = encoding.equals("8bit") && !mail.has(Mess.RAW_8BIT_BODY);
            return "Content-Type: " + named + "; charset=" + charset + "\n"
                    + (silent || mail.random().nextBoolean() && encoding.equals("8bit")
                            ? ""
                            : "Content-Transfer-Encoding: " + encoding + "\n");
        }

        private MailBody alternative(int size) {
            String boundary = "----=_Part_" + Integer.toHexString(mail.random().nextInt());
            String encoding = mail.has(Mess.ENCODED_MULTIPART) ? "Content-Transfer-Encoding: base64\n" : "";
            String content = "This is a message in several parts.\n\n--" + boundary + "\n"
                    + "Content-Type: text/plain; charset=iso-8859-1\n\n" + text(size / 2) + "\n--" + boundary + "\n"
                    + "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
                    + quotedPrintable(html(size / 2)) + "\n"
                    + (mail.has(Mess.UNCLOSED_BOUNDARY) ? "" : "--" + boundary + "--\n");
            return new MailBody(multipart("multipart/alternative", boundary) + encoding, content);
        }

        private MailBody withPicture(int size) {
            String boundary = "=_next_" + Integer.toHexString(mail.random().nextInt());
            byte[] picture = new byte[Math.max(64, size)];
            mail.random().nextBytes(picture);
            String content = "--" + boundary + "\nContent-Type: text/html; charset=iso-8859-1\n\n" + html(size / 3)
                    + "\n--" + boundary + "\nContent-Type: image/gif; name=\"offer.gif\"\n"
                    + "Content-Transfer-Encoding: base64\nContent-Disposition: inline; filename=\"offer.gif\"\n\n"
                    + base64(picture) + "\n--" + boundary + "--\n";
            return new MailBody(multipart("multipart/mixed", boundary), content);
        }

        private String multipart(String type, String boundary) {
            String named = mail.has(Mess.ODD_TYPE) ? Wording.pick(mail.random(), ODD_TYPES) : type;
            return "Content-Type: " + named + "; boundary=\"" + boundary + "\"\n";
        }

        private MailBody base64Html(int size) {
            String encoded = base64(html(size).getBytes(StandardCharsets.ISO_8859_1));
            if (mail.has(Mess.BAD_BASE64)) {
                // one quantum short and a foreign character near the end, as broken mailers leave it
                encoded = encoded.substring(0, encoded.length() - 6) + "*\n";
            }
            return new MailBody(type("text/html", "base64"), encoded);
        }

        private String text(int size) {
            String link = mail.has(Mess.NO_LINK) ? "Answer this letter to hear more." : "Visit " + url();
            return pitch() + "\n\n" + link + "\n\n" + (imitates() ? "Your bank: " + brandUrl() + "\n\n" : "")
                    + filler(size) + "\nTo leave the list, write to "
                    + site.product().name().toLowerCase(Locale.ROOT)
                    + "-out\n";
        }

        private String html(int size) {
            String link = mail.has(Mess.NO_LINK)
                    ? "<p>Answer this letter to hear more.</p>"
                    : "<p><a href=\"" + url() + "\">Look inside</a></p>";
            String imitated =
                    imitates() ? "<p><a href=\"" + brandUrl() + "\">Bluepeak Bank, member services</a></p>\n" : "";
            return "<html><head><title>" + site.product() + "</title></head>\n<body bgcolor=\"#ffffff\">\n<p>" + pitch()
                    + "</p>\n" + link + "\n" + imitated + "<font size=\"1\">\n" + filler(size)
                    + "</font>\n</body></html>\n";
        }

        private boolean imitates() {
            return mail.has(Mess.BRAND_IMITATED);
        }

        private String pitch() {
            return Wording.pick(mail.random(), template().pitches());
        }

        private Wording.Template template() {
            return wording.products().get(site.product());
        }

        private String url() {
            mail.sites().add(site.name());
            Random random = mail.random();
            String host = Wording.pick(random, List.of("", "www.", "www.", "shop.", "secure."));
            return "http://" + host + site.name()
                    + Wording.pick(random, template().paths()) + "?id=" + Integer.toHexString(random.nextInt(1 << 24));
        }

        private String brandUrl() {
            mail.sites().add(brand);
            return "http://www." + brand + "/members";
        }

        private String filler(int size) {
            boolean raw = mail.has(Mess.RAW_8BIT_BODY);
            String filler = wording.filler(mail.random(), size, raw);
            if (raw) {
                // some senders use one byte a letter, some UTF-8; neither says so
                filler = mail.random().nextBoolean()
                        ? filler
                        : new String(filler.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                filler += "d\u00e9j\u00e0 vu\n";
            }
            return mail.has(Mess.NUL_BYTES) ? filler + "\0\0\n" + "after\0all\n" : filler;
        }

        private static String base64(byte[] bytes) {
            return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n";
        }

        private static String quotedPrintable(String text) {
            StringBuilder out = new StringBuilder(text.length() + text.length() / 16);
            int column = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n') {
                    out.append(c);
                    column = 0;
                    continue;
                }
                boolean encoded = c == '=' || c > 126 || c < 32;
                if (column + (encoded ? 3 : 1) > 75) {
                    out.append("=\n");
                    column = 0;
                }
                if (encoded) {
                    out.append('=').append(HEX.toHighHexDigit(c)).append(HEX.toLowHexDigit(c));
                } else {
                    out.append(c);
                }
                column += encoded ? 3 : 1;
            }
            return out.toString();
        }
    }
}
