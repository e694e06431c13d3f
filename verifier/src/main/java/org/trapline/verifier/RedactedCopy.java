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

    /** More parts than a message of a gigabyte has are refused. */
    private static final int MAX_PARTS = 300_000;

    public RedactedCopy {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("Not a copy of an exhibit: " + parts.size() + " parts");
        }
        new LeafShape(parts);
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

    /** Whether all of the raw bytes are shown and the leaf's own hash of them bears it out; the rest may be withheld. */
    public boolean isWhole() {
        return new LeafShape(parts).isWhole();
    }

    /**
     * The message's bytes with a line in place of each part that is withheld: {@code X-Trapline-Withheld: part N} in the
     * header, {@code [withheld: part N]} in the body. N is the part's place in the leaf, counted from 0. A part that is said
     * to be of the envelope or the metadata is marked too, above the header, unless what is shown proves that it is.
     */
    public byte[] message() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LeafShape shape = new LeafShape(parts);
        boolean whole = shape.isWhole();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            byte[] content = part.content();
            if (content == null && !whole && shape.mayBeRaw(i)) {
                String marker = part.kind() == ExhibitContent.BODY_BLOCK
                        ? "\r\n[withheld: part " + i + "]\r\n"
                        : "X-Trapline-Withheld: part " + i + "\r\n";
                out.writeBytes(marker.getBytes(StandardCharsets.US_ASCII));
            } else if (content != null && part.kind() >= ExhibitContent.HEADER_LINE) {
                out.writeBytes(content);
            }
        }
        return out.toByteArray();
    }

    /**
     * One part.
     *
     * @param kind one of the kinds of {@link ExhibitContent}; of a part that is withheld nothing vouches for it
     * @param salt of a part that is shown, 32 bytes
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
            // A longer one could hold the beginning of what it is the salt of.
            if (salt != null && salt.length != Commitments.SALT) {
                throw new IllegalArgumentException("A salt has " + Commitments.SALT + " bytes");
            }
            if (salt != null
                    && content != null
                    && !java.security.MessageDigest.isEqual(commitment, Commitments.commitment(salt, kind, content))) {
                throw new IllegalArgumentException("The commitment is not of the part that is shown");
            }
        }
    }
}
