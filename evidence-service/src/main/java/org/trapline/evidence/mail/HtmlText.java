package org.trapline.evidence.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Reads HTML as its reader sees it: what is shown, what is not, and where its links lead. Nothing is loaded or run. */
final class HtmlText implements NodeVisitor {

    private static final Set<String> NEVER_SHOWN =
            Set.of("script", "style", "template", "object", "applet", "iframe", "head", "title");

    private final Links links;
    private final ReadableText visible = new ReadableText();
    private final ReadableText hidden = new ReadableText();
    private final StyleSheet styles = new StyleSheet();
    private final Deque<Shown> shown = new ArrayDeque<>();
    private @Nullable String base;
    private int anchorStart = -1;
    private int images;

    private HtmlText(Links links) {
        this.links = links;
        shown.push(Shown.PAGE);
    }

    static HtmlText read(String html, Links links) {
        Document document = Jsoup.parse(html);
        HtmlText text = new HtmlText(links);
        // Rules hold wherever their element stands.
        if (html.contains("<style") || html.contains("<STYLE") || html.contains("<Style")) {
            document.getElementsByTag("style").forEach(style -> text.styles.add(style.data()));
        }
        document.traverse(text);
        return text;
    }

    String visible() {
        return visible.toString();
    }

    String hidden() {
        return hidden.toString();
    }

    int images() {
        return images;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            (isSeen() ? visible : hidden).append(text.getWholeText());
        } else if (node instanceof Element element) {
            enter(element);
        } else if (node instanceof Comment comment && !comment.getData().startsWith("[if")) {
            hidden.append(comment.getData());
            hidden.lineEnd();
        }
    }

    private boolean isSeen() {
        return shown.getFirst().isSeen();
    }

    private void enter(Element element) {
        Shown now = shown(element, shown.getFirst());
        shown.push(now);
        String name = element.normalName();
        if (element.isBlock() || name.equals("br")) {
            lineEnd();
        } else if (name.equals("td") || name.equals("th")) {
            visible.blank();
            hidden.blank();
        }
        switch (name) {
            case "img" -> {
                images++;
                hidden.append(element.attr("alt"));
                hidden.blank();
            }
            case "a" -> anchorStart = visible.length();
            case "base" -> base = element.attr("href");
            case "meta" -> addRefresh(element);
            default -> {
                // No other element is more than its text.
            }
        }
    }

    private void lineEnd() {
        visible.lineEnd();
        hidden.lineEnd();
    }

    private Shown shown(Element element, Shown inherited) {
        if (element.attributesSize() == 0 && styles.isEmpty()) {
            return NEVER_SHOWN.contains(element.normalName()) ? inherited.gone() : inherited;
        }
        if (NEVER_SHOWN.contains(element.normalName()) || element.hasAttr("hidden")) {
            return inherited.gone();
        }
        Shown now = inherited;
        String background = element.attr("bgcolor");
        String colour = element.attr(element.normalName().equals("body") ? "text" : "color");
        now = background.isEmpty() ? now : now.background(Shown.rgb(background, now.background()));
        now = element.attr("background").isEmpty() ? now : now.background(Shown.UNKNOWN);
        now = colour.isEmpty() ? now : now.colour(Shown.rgb(colour, now.colour()));
        now = styles.isEmpty() ? now : styles.apply(element, now);
        String style = element.attr("style");
        return style.isEmpty() ? now : now.with(style);
    }

    private void addRefresh(Element meta) {
        String content = meta.attr("content");
        int url = content.toLowerCase(Locale.ROOT).indexOf("url=");
        if (url >= 0 && meta.attr("http-equiv").equalsIgnoreCase("refresh")) {
            addLink(content.substring(url + 4).replace("'", "").replace("\"", ""), "", true);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        boolean seen = isSeen();
        shown.pop();
        String name = element.normalName();
        if (element.isBlock()) {
            lineEnd();
        }
        if (element.attributesSize() == 0 && !name.equals("a")) {
            return;
        }
        String target = element.attr(name.equals("form") ? "action" : name.equals("button") ? "formaction" : "href");
        // A style sheet is loaded, not followed.
        if (!target.isEmpty() && !name.equals("link")) {
            String words = name.equals("a") && anchorStart >= 0 ? visible.from(anchorStart) : "";
            addLink(target, words, seen);
        }
        if (name.equals("a")) {
            anchorStart = -1;
        }
    }

    private void addLink(String target, String words, boolean seen) {
        boolean relative =
                base != null && target.indexOf(':') < 0 && !target.startsWith("//") && !target.startsWith("#");
        links.add(
                relative ? base + target : target,
                words,
                seen ? EnumSet.noneOf(Link.Sign.class) : EnumSet.of(Link.Sign.HIDDEN));
    }
}
