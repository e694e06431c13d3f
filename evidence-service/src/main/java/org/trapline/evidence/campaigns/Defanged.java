package org.trapline.evidence.campaigns;

import java.util.regex.Pattern;
import org.trapline.evidence.mail.HeaderField;
import org.trapline.evidence.mail.ParsedMail;

/** A message's text for people to read: nothing in it can be clicked, and no recipient is named. */
final class Defanged {

    private static final int MOST = 2000;

    private static final Pattern SCHEME = Pattern.compile("(?i)\\bh(tt)(ps?)(?=:)");
    private static final Pattern DOT = Pattern.compile("(?<=[\\p{L}\\p{N}-])\\.(?=[\\p{L}]{2,})");
    private static final Pattern LOCAL_PART = Pattern.compile("[^\\s<>\"'(),;:]{1,256}@");

    private Defanged() {}

    static String of(ParsedMail mail) {
        String subject = mail.subject() == null ? "" : mail.subject() + "\n\n";
        String all = subject + mail.text();
        String text = all.substring(0, Math.min(all.length(), 2 * MOST));
        for (HeaderField field : mail.fields()) {
            if (field.name().equalsIgnoreCase("To") || field.name().equalsIgnoreCase("Cc")) {
                for (String word : field.value().split("[\\s<>\"',;@]+")) {
                    text = word.length() < 4 ? text : text.replace(word, "[recipient]");
                }
            }
        }
        text = LOCAL_PART.matcher(text).replaceAll("[address]@");
        text = SCHEME.matcher(text).replaceAll("hxx$2");
        text = DOT.matcher(text).replaceAll("[.]");
        return text.substring(0, Math.min(text.length(), MOST));
    }
}
