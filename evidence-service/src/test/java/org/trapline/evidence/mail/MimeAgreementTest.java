package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.ThirdPartyData;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Our reading of the third-party torture messages against the expected results that come with them. Why we read some of them
 * otherwise stands in docs/formats/parsing.md, name by name; a change of either side shows here.
 */
class MimeAgreementTest {

    /** Names without their ending; docs/formats/parsing.md has the reason for each. */
    private static final Set<String> READ_OTHERWISE = Set.of(
            "badbound",
            "basic-plain-with-bad-header-separator",
            "frag",
            "hdr-fakeout",
            "malformedHeader-noheader",
            "malformedHeaderStartsBody-nocrlfcrlf",
            "malformedHeaderStartsBody-noheader",
            "missing-boundary",
            "missing-inner-boundary",
            "multi-frag");

    @Test
    void agreesWithTheExpectedResultsOfMime4j() throws Exception {
        Path samples = data().resolve("mime4j");
        Map<String, String> otherwise = new TreeMap<>();
        int count = 0;
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path expected : files.filter(f -> f.toString().endsWith("_decoded.xml"))
                    .sorted()
                    .toList()) {
                String name = expected.getFileName().toString().replace("_decoded.xml", "");
                count++;
                List<Body> ours = ours(Files.readAllBytes(expected.resolveSibling(name + ".msg")));
                List<Body> theirs = theirs(expected);
                if (!same(ours, theirs)) {
                    otherwise.put(name, difference(ours, theirs));
                }
            }
        }

        System.out.printf(
                "mime4j agreement: %d of %d (%.1f %%)%n",
                count - otherwise.size(), count, 100.0 * (count - otherwise.size()) / count);
        otherwise.forEach((name, what) -> System.out.printf("  otherwise %s: %s%n", name, what));
        assertThat(otherwise.keySet()).containsExactlyInAnyOrderElementsOf(READ_OTHERWISE);
    }

    @Test
    void readsEveryMessageOfCPythonAndNamesWhatIsBroken() throws IOException {
        try (Stream<Path> files = Files.walk(data().resolve("cpython"))) {
            List<Path> messages =
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
            assertThat(messages).isNotEmpty();
            for (Path message : messages) {
                ParsedMail mail = MailParser.parse(Files.readAllBytes(message));
                assertThat(mail.fields().size() + mail.parts().size())
                        .as(message.getFileName().toString())
                        .isPositive();
            }
        }
    }

    private static Path data() {
        return ThirdPartyData.folder("mime");
    }

    private static List<Body> ours(byte[] raw) {
        List<Body> bodies = new ArrayList<>();
        Set<Defect> defects = EnumSet.noneOf(Defect.class);
        new MimeReader(
                        defects,
                        leaf -> bodies.add(new Body(
                                leaf.path(),
                                TransferEncoding.decode(leaf.encoding(), leaf.body(), Integer.MAX_VALUE, defects)
                                        .bytes())))
                .read(Header.read(MailParser.message(raw), defects));
        return bodies;
    }

    private static List<Body> theirs(Path expected) throws Exception {
        String xml = Files.readString(expected, StandardCharsets.ISO_8859_1);
        // Header values stand in it with control characters, which XML has no way to say.
        String clean = xml.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "?");
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + clean)
                        .getBytes(StandardCharsets.ISO_8859_1)))
                .getDocumentElement();
        List<Body> bodies = new ArrayList<>();
        addMessage(root, "", expected.getParent(), bodies);
        return bodies;
    }

    private static void addMessage(Element message, String path, Path folder, List<Body> bodies) throws IOException {
        for (Element child : children(message)) {
            addContent(child, path, true, folder, bodies);
        }
    }

    private static void addContent(Element content, String path, boolean message, Path folder, List<Body> bodies)
            throws IOException {
        switch (content.getTagName()) {
            case "multipart" -> {
                int number = 0;
                for (Element part : children(content)) {
                    if (part.getTagName().equals("body-part")) {
                        String partPath = path.isEmpty() ? "" + ++number : path + "." + ++number;
                        for (Element child : children(part)) {
                            addContent(child, partPath, false, folder, bodies);
                        }
                    }
                }
            }
            case "message" -> addMessage(content, path.isEmpty() ? "1" : path, folder, bodies);
            case "text-body", "binary-body" ->
                bodies.add(new Body(
                        path.isEmpty() ? "1" : message ? path + ".1" : path,
                        Files.readAllBytes(folder.resolve(content.getAttribute("name")))));
            default -> {
                // Headers, preambles and epilogues hold no body.
            }
        }
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static boolean same(List<Body> ours, List<Body> theirs) {
        if (ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).path().equals(theirs.get(i).path())
                    || !Arrays.equals(ours.get(i).bytes(), theirs.get(i).bytes())) {
                return false;
            }
        }
        return true;
    }

    /** Paths and sizes only: the messages are other people's. */
    private static String difference(List<Body> ours, List<Body> theirs) {
        return String.format(Locale.ROOT, "ours %s, theirs %s", ours, theirs);
    }

    /**
     * @param path as IMAP writes it
     * @param bytes decoded
     */
    private record Body(String path, byte[] bytes) {

        @Override
        public String toString() {
            return path + "=" + bytes.length;
        }
    }
}
