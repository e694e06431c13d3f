package org.trapline.evidence.findings;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the finding of a rule about an exhibit, and stays the same however often it is made: {@code <exhibit>.<rule>}. */
record FindingId(UUID exhibit, String rule) {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([A-Z0-9-]{1,20})");

    /** @throws NoSuchFinding when it names none */
    static FindingId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new NoSuchFinding(text);
        }
        return new FindingId(UUID.fromString(matcher.group(1)), matcher.group(2));
    }

    @Override
    public String toString() {
        return exhibit + "." + rule;
    }
}
