package org.trapline.evidence.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.trapline.evidence.exhibits.LeafMetadata;
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

    /** A name is sought as far from a part's border. Written in any way, an address and what is between its letters is shorter. */
    private static final int NEAR = 1024;

    /** The fields that say nothing of where the message was caught. The rest of metadata and envelope does, or may. */
    private static final List<String> FIELDS_SHOWN =
            List.of("exhibit=", "kind=", "media-type=", "received=", "client-ip=", "client-port=", "helo=", "tls=");

    private final RecipientDetector detector;
    private final byte[] raw;
    private final boolean receiptShown;
    private final List<Piece> pieces = new ArrayList<>();
    private final BitSet withheld = new BitSet();

    /** @param receiptShown whether the reader may know of the first receipt at all */
    Redactor(RecipientNames names, ExhibitContent content, boolean receiptShown) {
        this.detector = new RecipientDetector(names);
        this.raw = content.raw();
        this.receiptShown = receiptShown;
        content.parts((kind, bytes, from, length) -> pieces.add(new Piece(kind, bytes, from, length)));
    }

    /** @param secret derives the salts of the exhibit's commitments */
    RedactedCopy copy(byte[] secret) {
        withholdByRule();
        if (raw.length > MAX_LOOKED_THROUGH || !withholdByName()) {
            withholdAll(ExhibitContent.BODY_BLOCK);
            if (!withholdByNameInShown(raw.length)) {
                withholdAll(ExhibitContent.HEADER_LINE);
            }
        }
        withheld.clear(LeafMetadata.EXHIBIT);
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
                            yield receiptShown && FIELDS_SHOWN.stream().anyMatch(field::startsWith);
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
            Excerpt whole = new Excerpt();
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                if (piece.kind >= ExhibitContent.HEADER_LINE) {
                    whole.add(i, raw, piece.from, piece.from + piece.length);
                }
            }
            UniqueMarks.find(raw, body, (from, to) -> whole.touched(from, to, withheld));
        }
    }

    private void withholdAll(byte kind) {
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).kind == kind) {
                withheld.set(i);
            }
        }
    }

    /** Looks through what would be shown, and some way into what stands beside it, where a name may begin or end. */
    private boolean withholdByName() {
        return find(excerpt(shown(), NEAR, false)) && withholdByNameInShown(NEAR);
    }

    /** What is withheld leaves a gap: what stands on either side of it is read as one. */
    private boolean withholdByNameInShown(int near) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int before = withheld.cardinality();
            BitSet shown = shown();
            BitSet joined = new BitSet();
            for (int gap = shown.nextClearBit(0); gap <= raw.length; ) {
                int after = shown.nextSetBit(gap);
                joined.set(Math.max(0, gap - near), gap);
                if (after < 0) {
                    break;
                }
                joined.set(after, Math.min(raw.length, after + near));
                gap = shown.nextClearBit(after);
            }
            joined.and(shown);
            if (!find(excerpt(joined, 0, true))) {
                return false;
            }
            if (withheld.cardinality() == before) {
                return true;
            }
        }
        return false;
    }

    private boolean find(Excerpt excerpt) {
        return detector.find(excerpt.bytes(), (from, to) -> excerpt.touched(from, to, withheld));
    }

    /** The bytes of the message that would be shown now. */
    private BitSet shown() {
        BitSet shown = new BitSet(raw.length);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.kind >= ExhibitContent.HEADER_LINE && !withheld.get(i)) {
                shown.set(piece.from, piece.from + piece.length);
            }
        }
        return shown;
    }

    /**
     * @param bytes of the message
     * @param more this many bytes on either side of each run too
     * @param fields whether what is shown of metadata and envelope is taken before them
     */
    private Excerpt excerpt(BitSet bytes, int more, boolean fields) {
        BitSet taken = new BitSet(raw.length);
        for (int from = bytes.nextSetBit(0); from >= 0; ) {
            int to = bytes.nextClearBit(from);
            taken.set(Math.max(0, from - more), Math.min(raw.length, to + more));
            from = bytes.nextSetBit(to);
        }
        Excerpt excerpt = new Excerpt();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            int end = piece.from + piece.length;
            if (piece.kind < ExhibitContent.HEADER_LINE) {
                if (fields && !withheld.get(i)) {
                    excerpt.add(i, piece.bytes, piece.from, end);
                    excerpt.apart();
                }
                continue;
            }
            for (int from = taken.nextSetBit(piece.from); from >= 0 && from < end; ) {
                int to = Math.min(end, taken.nextClearBit(from));
                excerpt.add(i, raw, from, to);
                if (to < end) {
                    excerpt.apart();
                }
                from = taken.nextSetBit(to);
            }
        }
        return excerpt;
    }

    private record Piece(byte kind, byte[] bytes, int from, int length) {

        byte[] content() {
            return Arrays.copyOfRange(bytes, from, from + length);
        }
    }
}
