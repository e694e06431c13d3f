package org.trapline.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exhibit of which some parts are withheld. What is shown is checked by its salt, what is withheld stands by its
 * commitment; together they make the leaf that the log holds.
 *
 * @param parts in the leaf's order
 */
public record RedactedCopy(List<Part> parts) {

    /** An exhibit has at least its hash and its metadata; more parts than a message of a gigabyte has are refused. */
    private static final int MAX_PARTS = 300_000;

    public RedactedCopy {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("Not a copy of an exhibit: " + parts.size() + " parts");
        }
    }

    /** What the exhibit's leaf was made of: 32 bytes, {@code tile/entries} of the log has them. */
    public byte[] leafData() {
        return TreeHash.root(parts.stream().map(Part::commitment).toList());
    }

    /**
     * Verifies that what is shown is what the log of the checkpoint holds.
     *
     * @throws ProofFailed when a part was changed, added, left out or moved, or the path does not lead to the checkpoint
     */
    public void verify(long leafIndex, List<byte[]> inclusion, Checkpoint checkpoint) throws ProofFailed {
        ProofVerifier.inclusion(TreeHash.ofLeaf(leafData()), leafIndex, inclusion, checkpoint);
    }

    /**
     * The message's bytes with a line in place of each part that is withheld: {@code X-Trapline-Withheld: part N} in the
     * header, {@code [withheld: part N]} in the body. N is the part's place in the leaf, counted from 0.
     */
    public byte[] message() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind() < ExhibitContent.HEADER_LINE) {
                continue;
            }
            byte[] content = part.content();
            if (content != null) {
                out.writeBytes(content);
            } else {
                String marker = part.kind() == ExhibitContent.HEADER_LINE
                        ? "X-Trapline-Withheld: part " + i + "\r\n"
                        : "\r\n[withheld: part " + i + "]\r\n";
                out.writeBytes(marker.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    /**
     * One part.
     *
     * @param kind one of the kinds of {@link ExhibitContent}; of a part that is withheld nothing vouches for it
     * @param salt of a part that is shown
     * @param content of a part that is shown
     * @param commitment 32 bytes, made of kind, salt and content when these are shown
     */
    public record Part(byte kind, byte @Nullable [] salt, byte @Nullable [] content, byte[] commitment) {

        public static Part shown(byte kind, byte[] salt, byte[] content) {
            return new Part(kind, salt, content, Commitments.commitment(salt, kind, content));
        }

        public static Part withheld(byte kind, byte[] commitment) {
            return new Part(kind, null, null, commitment);
        }

        /** The same part without what it holds. */
        public Part withheld() {
            return withheld(kind, commitment);
        }

        public Part {
            if (commitment.length != TreeHash.SIZE || (salt == null) != (content == null)) {
                throw new IllegalArgumentException("A part is shown with its salt or withheld with its commitment");
            }
            if (salt != null
                    && content != null
                    && !java.security.MessageDigest.isEqual(commitment, Commitments.commitment(salt, kind, content))) {
                throw new IllegalArgumentException("The commitment is not of the part that is shown");
            }
        }
    }
}
