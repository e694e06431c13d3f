package org.trapline.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trapline.verifier.RedactedCopy.Part;

class RedactedCopyTest {

    private static final byte[] SECRET = new byte[32];
    private static final List<String> METADATA = List.of(
            "exhibit=1", "kind=TRAP_MESSAGE", "media-type=message/rfc822", "received=now", "source=a box", "trap=2");
    private static final List<String> ENVELOPE = List.of(
            "mail-from=s@mail.example",
            "rcpt-to=a@pool.example",
            "rcpt-to=b@pool.example",
            "client-ip=192.0.2.7",
            "client-port=4711",
            "helo=mail.example",
            "tls=",
            "server-host=mx.pool.example",
            "queue-id=1");
    private static final String RAW =
            "Received: from x\r\nTo: a@pool.example\r\nSubject: One\r\n\r\n" + "Buy ".repeat(3000);
    private static final int FIRST_OF_RAW = 1 + METADATA.size() + ENVELOPE.size();
    private static final Pattern MARK = Pattern.compile("ithheld: part (\\d+)");

    @Test
    void anHonestCopyIsMarkedWhereSomethingOfTheMessageIsWithheldAndNowhereElse() {
        RedactedCopy copy = copy(RAW, part -> part.contains("pool.example") || part.startsWith("source="));

        assertThat(marks(copy)).containsExactly(FIRST_OF_RAW + 1);
        assertThat(copy.leafData()).isEqualTo(leaf(RAW));
    }

    @Test
    void whatIsWithheldOfTheMessageIsMarkedWhateverKindsThePartsAreSaidToBe() {
        // The first lines and the last block, or all of it.
        for (Predicate<String> withheld : List.<Predicate<String>>of(
                part -> !part.startsWith("exhibit=") && !part.startsWith("Subject"),
                part -> part.startsWith("Received") || part.startsWith("To") || part.startsWith("Buy"),
                part -> !part.startsWith("exhibit=") && !part.startsWith("helo="))) {
            RedactedCopy honest = copy(RAW, withheld);
            Set<Integer> expected = new TreeSet<>();
            for (int i = FIRST_OF_RAW; i < honest.parts().size(); i++) {
                if (honest.parts().get(i).content() == null) {
                    expected.add(i);
                }
            }
            for (int from = 0; from < honest.parts().size(); from++) {
                for (int to = from + 1; to <= honest.parts().size(); to++) {
                    for (byte kind = 0; kind < 7; kind++) {
                        assertMarked(said(honest, from, to, kind), expected);
                    }
                }
            }
        }
    }

    @Test
    void aPartThatIsSaidToBeMetadataIsNoPartOfALeaf() {
        RedactedCopy copy = copy(RAW, part -> part.startsWith("Buy"));

        assertThatThrownBy(() -> new RedactedCopy(
                        said(copy, copy.parts().size() - 1, copy.parts().size(), (byte) 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A node of the tree in the place of the leaves below it leads to the same root. */
    @Test
    void aNodeThatHidesTheMessageBehindAPartOfTheMetadataIsMarked() {
        RedactedCopy copy =
                copy("Subject: all there is", part -> part.startsWith("trap=") || part.startsWith("Subject"));
        List<Part> joined = new ArrayList<>(copy.parts().subList(0, 6));
        joined.add(Part.withheld(
                ExhibitContent.METADATA,
                TreeHash.ofNode(
                        copy.parts().get(6).commitment(), copy.parts().get(7).commitment())));

        RedactedCopy shorter = new RedactedCopy(joined);

        assertThat(shorter.leafData()).isEqualTo(copy.leafData());
        assertThat(marks(shorter)).containsExactly(6);
    }

    /** Salt, kind and content are hashed one after the other: a longer salt could begin to take the content in. */
    @Test
    void theBeginningOfAPartCannotPassAsItsSalt() {
        byte[] salt = new Commitments(SECRET).salt(8);
        byte[] content = "not to \u0005be shown".getBytes(StandardCharsets.US_ASCII);
        byte[] longer = Arrays.copyOf(salt, salt.length + 1 + 7);
        longer[salt.length] = ExhibitContent.BODY_BLOCK;
        System.arraycopy(content, 0, longer, salt.length + 1, 7);
        byte[] rest = Arrays.copyOfRange(content, 8, content.length);

        assertThat(Commitments.commitment(longer, content[7], rest))
                .isEqualTo(Commitments.commitment(salt, ExhibitContent.BODY_BLOCK, content));
        assertThatThrownBy(() -> Part.shown(content[7], longer, rest)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWholeMessageNeedsNoMarkForWhatIsNotShownOfHowItCameIn() {
        RedactedCopy copy = copy(RAW, part -> METADATA.indexOf(part) > 0 || ENVELOPE.contains(part));

        assertThat(copy.isWhole()).isTrue();
        assertThat(copy.message()).isEqualTo(RAW.getBytes(StandardCharsets.US_ASCII));
        List<Part> dropped = new ArrayList<>(copy.parts());
        dropped.set(
                FIRST_OF_RAW,
                Part.withheld(ExhibitContent.ENVELOPE, dropped.get(FIRST_OF_RAW).commitment()));
        assertThat(new RedactedCopy(dropped).isWhole()).isFalse();
        assertThat(marks(new RedactedCopy(dropped))).contains(FIRST_OF_RAW);
    }

    private static void assertMarked(List<Part> parts, Set<Integer> expected) {
        RedactedCopy copy;
        try {
            copy = new RedactedCopy(parts);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(marks(copy)).containsAll(expected);
    }

    /** The same parts, of which those withheld in a range are said to be of another kind. */
    private static List<Part> said(RedactedCopy copy, int from, int to, byte kind) {
        List<Part> parts = new ArrayList<>(copy.parts());
        for (int i = from; i < to; i++) {
            if (parts.get(i).content() == null) {
                parts.set(i, Part.withheld(kind, parts.get(i).commitment()));
            }
        }
        return parts;
    }

    private static Set<Integer> marks(RedactedCopy copy) {
        Set<Integer> marks = new TreeSet<>();
        Matcher mark = MARK.matcher(new String(copy.message(), StandardCharsets.US_ASCII));
        while (mark.find()) {
            marks.add(Integer.valueOf(mark.group(1)));
        }
        return marks;
    }

    private static RedactedCopy copy(String raw, Predicate<String> withheld) {
        Commitments commitments = new Commitments(SECRET);
        List<Part> parts = new ArrayList<>();
        content(raw).parts((kind, bytes, from, length) -> {
            byte[] content = Arrays.copyOfRange(bytes, from, from + length);
            Part part = Part.shown(kind, commitments.salt(parts.size()), content);
            parts.add(withheld.test(new String(content, StandardCharsets.ISO_8859_1)) ? part.withheld() : part);
        });
        return new RedactedCopy(parts);
    }

    private static byte[] leaf(String raw) {
        return Commitments.leafData(SECRET, content(raw));
    }

    private static ExhibitContent content(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.US_ASCII);
        return new ExhibitContent(
                TreeHash.sha256().digest(bytes), METADATA, raw.equals(RAW) ? ENVELOPE : List.of(), bytes, true);
    }
}
