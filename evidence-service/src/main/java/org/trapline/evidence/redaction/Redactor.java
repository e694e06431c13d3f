package org.trapline.evidence.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.RedactedCopy;

/**
 * Decides which parts of a message a copy shows: those that hold no form of a recipient's name and nothing that may be
 * different for each recipient. Where there is doubt, the part is withheld.
 */
final class Redactor {

    /** The body of a larger message is withheld instead of being looked through. */
    private static final int MAX_LOOKED_THROUGH = 1_000_000;

    /** Withholding a part joins what stands before and after it, which may say something new: looked at again so often. */
    private static final int MAX_ROUNDS = 5;

    /** The fields that say nothing of where the message was caught. The rest of metadata and envelope does, or may. */
    private static final List<String> FIELDS_SHOWN =
            List.of("exhibit=", "kind=", "media-type=", "received=", "client-ip=", "client-port=", "helo=", "tls=");

    private final RecipientDetector detector;
    private final byte[] raw;
    private final List<Piece> pieces = new ArrayList<>();
    private final BitSet withheld = new BitSet();

    Redactor(RecipientNames names, ExhibitContent content) {
        this.detector = new RecipientDetector(names);
        this.raw = content.raw();
        content.parts((kind, bytes, from, length) -> pieces.add(new Piece(kind, bytes, from, length)));
    }

    /** @param secret derives the salts of the exhibit's commitments */
    RedactedCopy copy(byte[] secret) {
        withholdByRule();
        if (raw.length > MAX_LOOKED_THROUGH || !withholdByName()) {
            withholdAll(ExhibitContent.BODY_BLOCK);
            if (!withholdByNameInShown()) {
                withholdAll(ExhibitContent.HEADER_LINE);
            }
        }
        Commitments commitments = new Commitments(secret);
        List<RedactedCopy.Part> parts = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            RedactedCopy.Part part = RedactedCopy.Part.shown(piece.kind, commitments.salt(i), piece.content());
            parts.add(withheld.get(i) ? part.withheld() : part);
        }
        return new RedactedCopy(parts);
    }

    private void withholdByRule() {
        HeaderRules header = new HeaderRules();
        int body = raw.length;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean shown =
                    switch (piece.kind) {
                        // The hash of the whole would let anyone try out what was left out of it.
                        case ExhibitContent.RAW_SHA256 -> false;
                        case ExhibitContent.METADATA, ExhibitContent.ENVELOPE -> {
                            String field = new String(piece.content(), StandardCharsets.UTF_8);
                            yield FIELDS_SHOWN.stream().anyMatch(field::startsWith);
                        }
                        case ExhibitContent.HEADER_LINE -> header.shows(raw, piece.from, piece.length);
                        default -> header.ended();
                    };
            withheld.set(i, !shown);
            if (piece.kind == ExhibitContent.BODY_BLOCK) {
                body = Math.min(body, piece.from);
            }
        }
        if (raw.length <= MAX_LOOKED_THROUGH) {
            Places places = new Places(i -> pieces.get(i).kind >= ExhibitContent.HEADER_LINE);
            UniqueMarks.find(raw, body, (from, to) -> places.touched(from, to, withheld));
        }
    }

    private void withholdAll(byte kind) {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).kind == kind) {
                withheld.set(i);
            }
        }
    }

    /** Looks through the whole message, since a name may begin in what a rule withholds, then through what is left of it. */
    private boolean withholdByName() {
        return lookThrough(i -> pieces.get(i).kind >= ExhibitContent.HEADER_LINE) && withholdByNameInShown();
    }

    private boolean withholdByNameInShown() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int before = withheld.cardinality();
            if (!lookThrough(i -> !withheld.get(i))) {
                return false;
            }
            if (withheld.cardinality() == before) {
                return true;
            }
        }
        return false;
    }

    private boolean lookThrough(IntPredicate wanted) {
        Places places = new Places(wanted);
        return detector.find(places.bytes.toByteArray(), (from, to) -> places.touched(from, to, withheld));
    }

    /** Parts put one after the other, and where each begins. */
    private final class Places {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int[] starts = new int[pieces.size()];
        private final int[] indexes = new int[pieces.size()];
        private int count;

        Places(IntPredicate wanted) {
            for (int i = 0; i < pieces.size(); i++) {
                if (wanted.test(i)) {
                    starts[count] = bytes.size();
                    indexes[count++] = i;
                    bytes.writeBytes(pieces.get(i).content());
                    if (pieces.get(i).kind < ExhibitContent.HEADER_LINE) {
                        bytes.write('\n');
                    }
                }
            }
        }

        void touched(int from, int to, BitSet touched) {
            int at = Arrays.binarySearch(starts, 0, count, from);
            for (int k = at >= 0 ? at : Math.max(0, -at - 2); k < count && starts[k] < to; k++) {
                touched.set(indexes[k]);
            }
        }
    }

    private record Piece(byte kind, byte[] bytes, int from, int length) {

        byte[] content() {
            return Arrays.copyOfRange(bytes, from, from + length);
        }
    }
}
