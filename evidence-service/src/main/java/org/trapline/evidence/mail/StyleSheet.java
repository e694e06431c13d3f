package org.trapline.evidence.mail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** The simple rules of a message's style elements: for an element name, a class, an id, or an element with a class. */
final class StyleSheet {

    private static final int MAX_RULES = 2000;
    private static final int MAX_CSS = 128 * 1024;

    private final Map<String, String> rules = new HashMap<>();

    void add(String css) {
        String text = css.length() > MAX_CSS ? css.substring(0, MAX_CSS) : css;
        int at = 0;
        while (at < text.length() && rules.size() < MAX_RULES) {
            int open = text.indexOf('{', at);
            if (open < 0) {
                return;
            }
            String selectors = withoutComments(text.substring(at, open));
            int close;
            if (selectors.startsWith("@")) {
                // What holds only for some screens is not how the message is shown.
                close = blockEnd(text, open);
            } else {
                close = text.indexOf('}', open);
                close = close < 0 ? text.length() : close;
                addRule(selectors, text.substring(open + 1, close));
            }
            at = close + 1;
        }
    }

    private static String withoutComments(String selectors) {
        int comment = selectors.lastIndexOf("*/");
        String bare = comment < 0 ? selectors : selectors.substring(comment + 2);
        return bare.replace("<!--", "").strip();
    }

    private static int blockEnd(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private void addRule(String selectors, String declarations) {
        for (String selector : selectors.split(",")) {
            String simple = selector.strip().toLowerCase(Locale.ROOT);
            if (!simple.isEmpty() && simple.length() < 100 && isSimple(simple)) {
                rules.merge(simple, declarations, (one, other) -> one + ';' + other);
            }
        }
    }

    private static boolean isSimple(String selector) {
        return selector.chars()
                .noneMatch(c -> c == ' ' || c == '>' || c == '+' || c == '~' || c == ':' || c == '[' || c == '*');
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** How an element is shown by the rules for it, the more special ones last. */
    Shown apply(Element element, Shown inherited) {
        Shown shown = with(inherited, element.normalName());
        String classes = element.attr("class");
        if (!classes.isEmpty()) {
            for (String name : classes.toLowerCase(Locale.ROOT).split("\\s+")) {
                shown = with(shown, "." + name);
                shown = with(shown, element.normalName() + "." + name);
            }
        }
        String id = element.attr("id");
        return id.isEmpty() ? shown : with(shown, "#" + id.toLowerCase(Locale.ROOT));
    }

    private Shown with(Shown shown, String selector) {
        String declarations = rules.get(selector);
        return declarations == null ? shown : shown.with(declarations);
    }
}
