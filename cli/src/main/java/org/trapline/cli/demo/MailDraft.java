package org.trapline.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.trapline.cli.demo.SpamRing.Site;
import org.trapline.cli.demo.SpamRing.Trap;

/**
 * A message in the making: the text holds one character a byte, lines end in a bare line feed until {@link #bytes()}.
 *
 * @param sites registrable domains linked so far
 */
record MailDraft(StringBuilder text, Set<String> sites, Set<Mess> mess, Random random) {
    private static final DateTimeFormatter MAIL_DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> FORGED_DATES = List.of(
            "Mon, 1 Jan 102 00:00:00 +0000",
            "Tue, 19 Jan 2038 03:14:08 +0000",
            "Fri, 13 Mar 3610 10:10:10 -0500",
            "Sat, 11 Oct 2031 17:02:44 +0900",
            "yesterday");

    byte[] bytes() {
        StringBuilder out = new StringBuilder(text.length() + text.length() / 40);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crlf = mess.contains(Mess.CRLF) || mess.contains(Mess.MIXED_ENDINGS) && random.nextBoolean();
            if (c == '\n' && crlf) {
                out.append('\r');
            }
            out.append(c);
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean has(Mess kind) {
        return mess.contains(kind);
    }

    /** Draws what is wrong with each message and writes its header. */
    record Writer(SpamRing ring, Wording wording) {

        MailDraft draft(Random random, int index, Trap trap, Instant receivedAt) {
            MailDraft mail =
                    new MailDraft(new StringBuilder(), new LinkedHashSet<>(), EnumSet.noneOf(Mess.class), random);
            List<Site> sites = ring.advertised();
            // the first messages show every site once, whole and plain, however few messages are asked for
            boolean first = index < sites.size();
            Site site = first ? sites.get(index) : draw(random);
            drawMess(mail, trap, first, site.product());
            MailBody body = MailBody.write(mail, wording, site, ring.brand());
            header(mail, index, trap, receivedAt, site, body);
            mail.text().append(body.content());
            return mail;
        }

        private Site draw(Random random) {
            int draw = random.nextInt(100);
            if (draw < 80) {
                // a few sites carry most of the mail
                double skew = random.nextDouble();
                return ring.sites()
                        .get((int) (skew * StrictMath.sqrt(skew) * ring.sites().size()));
            }
            return Wording.pick(random, draw < 88 ? ring.others() : ring.bystanders());
        }

        private static void drawMess(MailDraft mail, Trap trap, boolean first, Product product) {
            Random random = mail.random();
            if (!trap.pool().equals("seeded")) {
                mail.mess().add(Mess.CRLF);
            } else if (random.nextInt(3) > 0) {
                mail.mess().add(Mess.MBOX_FROM_LINE);
            }
            maybe(mail, 60, Mess.FORGED_DATE);
            maybe(mail, 10, Mess.RAW_8BIT_HEADER);
            maybe(mail, 280, Mess.RAW_8BIT_BODY);
            if (product == Product.MORTGAGES) {
                maybe(mail, 500, Mess.BRAND_IMITATED);
            }
            if (first) {
                return;
            }
            maybe(mail, 140, Mess.NO_LINK);
            maybe(mail, 3, Mess.NUL_BYTES);
            if (random.nextInt(2000) == 0) {
                mail.mess().remove(Mess.CRLF);
                mail.mess().add(Mess.MIXED_ENDINGS);
            }
            switch (random.nextInt(1000)) {
                case 0, 1, 2 -> mail.mess().add(Mess.UNCLOSED_BOUNDARY);
                case 3, 4, 5 -> mail.mess().add(Mess.BAD_BASE64);
                case 6, 7 -> mail.mess().add(Mess.NO_BLANK_LINE);
                case 8, 9 -> mail.mess().add(Mess.ENCODED_MULTIPART);
                case 10, 11, 12, 13, 14 -> mail.mess().add(Mess.ODD_CHARSET);
                case 15, 16, 17, 18 -> mail.mess().add(Mess.ODD_TYPE);
                default -> {
                    // most mail is well formed
                }
            }
        }

        private static void maybe(MailDraft mail, int perMille, Mess kind) {
            if (mail.random().nextInt(1000) < perMille) {
                mail.mess().add(kind);
            }
        }

        private void header(MailDraft mail, int index, Trap trap, Instant at, Site site, MailBody body) {
            Random random = mail.random();
            StringBuilder text = mail.text();
            String relay = Wording.pick(random, wording.senders());
            String sender = "u" + random.nextInt(100_000) + "@" + relay;
            String name = Wording.pick(random, wording.names());
            String subject =
                    Wording.pick(random, wording.products().get(site.product()).subjects());
            if (mail.has(Mess.RAW_8BIT_HEADER)) {
                subject = subject + " \u00e9\u00e8\u00fc";
                name = name + "\u00f1";
            }
            if (mail.has(Mess.MBOX_FROM_LINE)) {
                text.append("From ")
                        .append(sender)
                        .append("  ")
                        .append(ASCTIME.format(at))
                        .append('\n');
            }
            String date = mail.has(Mess.FORGED_DATE)
                    ? Wording.pick(random, FORGED_DATES)
                    : MAIL_DATE.format(at.minusSeconds(random.nextInt(900)));
            text.append("Received: from ")
                    .append(relay)
                    .append(" (unknown [192.0.2.")
                    .append(random.nextInt(255))
                    .append("])\n\tby mx1.")
                    .append(trap.pool())
                    .append(".tidalmail.example with ESMTP id ")
                    .append(Integer.toHexString(random.nextInt()))
                    .append(";\n\t")
                    .append(MAIL_DATE.format(at))
                    .append('\n');
            text.append("Received: from [198.51.100.")
                    .append(random.nextInt(255))
                    .append("] by ")
                    .append(relay)
                    .append(" with SMTP; ")
                    .append(date)
                    .append('\n');
            text.append("Message-ID: <")
                    .append(Integer.toHexString(random.nextInt()))
                    .append('.')
                    .append(index)
                    .append('@')
                    .append(relay)
                    .append(">\n");
            text.append("From: \"").append(name).append("\" <").append(sender).append(">\n");
            text.append("To: ").append(trap.address()).append('\n');
            text.append("Subject: ").append(subject).append('\n');
            text.append("Date: ").append(date).append('\n');
            text.append("MIME-Version: 1.0\n").append(body.headers());
            text.append("X-Mailer: Tinmail ").append(1 + random.nextInt(9)).append(".0\n");
            if (!mail.has(Mess.NO_BLANK_LINE)) {
                text.append('\n');
            }
        }
    }
}
