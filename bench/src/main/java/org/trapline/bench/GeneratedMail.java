package org.trapline.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Invented spam for measurements that need more mail than any corpus has: all different, the same in every run. */
final class GeneratedMail {

    private static final long SEED = 0x5472_6170_6C69_6E65L;
    private static final int SITES = 20_000;
    private static final String[] WORDS =
            ("offer price order today best quality watch software license loan rate approve"
                            + " doctor online ship free account verify limited member price discount original brand save money"
                            + " click visit home family credit low instant easy number call customer support world express")
                    .split(" ");

    private GeneratedMail() {}

    /** Some of the messages of the endless row of them. */
    static Lap messages(int from, int count) {
        List<byte[]> messages = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            messages.add(message(i));
        }
        return new Lap(messages);
    }

    static byte[] message(int index) {
        Random random = new Random(SEED + index * 0x9E37_79B9L);
        String site = "shop" + random.nextInt(SITES) + ".example";
        String boundary = "b" + Integer.toHexString(random.nextInt());
        StringBuilder mail = new StringBuilder(4096);
        mail.append("Received: from mail").append(random.nextInt(5000)).append(".example ([192.0.2.");
        mail.append(random.nextInt(256)).append("]) by mx.trap.example; Thu, 12 Jun 2025 10:00:00 +0000\n");
        mail.append("From: ")
                .append(words(random, 2))
                .append(" <sales@")
                .append(site)
                .append(">\n");
        mail.append("To: trap").append(random.nextInt(1000)).append("@trap.example\n");
        mail.append("Subject: ").append(words(random, 6)).append("\n");
        mail.append("Date: Thu, 12 Jun 2025 10:00:00 +0000\n");
        mail.append(String.format(Locale.ROOT, "Message-ID: <%d.%08x@%s>\n", index, random.nextInt(), site));
        mail.append("MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"")
                .append(boundary);
        mail.append("\"\n\n--").append(boundary).append("\nContent-Type: text/plain; charset=utf-8\n\n");
        int lines = 5 + random.nextInt(20);
        for (int line = 0; line < lines; line++) {
            mail.append(words(random, 10)).append('\n');
        }
        mail.append("http://www.")
                .append(site)
                .append("/?id=")
                .append(index)
                .append("\n--")
                .append(boundary);
        mail.append("\nContent-Type: text/html; charset=utf-8\n\n<html><body>\n");
        for (int line = 0; line < lines; line++) {
            mail.append("<p>").append(words(random, 10)).append("</p>\n");
        }
        mail.append("<a href=\"http://www.")
                .append(site)
                .append("/?id=")
                .append(index)
                .append("\">");
        mail.append(words(random, 3))
                .append("</a></body></html>\n--")
                .append(boundary)
                .append("--\n");
        return mail.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }
}
