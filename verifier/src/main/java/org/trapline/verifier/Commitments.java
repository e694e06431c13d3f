package org.trapline.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The salted commitments of one exhibit, whose root is the exhibit's leaf data in the ledger (docs/formats/ledger.md). Part
 * {@code i} is committed to by
 *
 * <pre>
 * salt_i       = SHA-256("trapline-salt-v2" || secret || uint32 i)
 * commitment_i = SHA-256(0x00 || salt_i || kind || content)
 * </pre>
 *
 * and the leaf data is the RFC 6962 root over the commitments. A redacted copy shows salt and content of what it shows and
 * the bare commitment of what it leaves out; the salts keep anyone from guessing the latter. What a salt is made of has always
 * the same length, so that nothing can be appended to it, and fits one block of the hash.
 */
public final class Commitments {

    /** Bytes of a salt. */
    static final int SALT = 32;

    /** Bytes that are hashed before a content: 0x00, the salt, the kind. */
    private static final int LEAD = 1 + SALT + 1;

    private static final byte[] SALT_LABEL = "trapline-salt-v2".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest = TreeHash.sha256();
    /** Label, secret and room for an index. */
    private final byte[] seed;

    /** @param secret 32 random bytes of one exhibit alone; those of another length lead to no leaf that was ever made */
    public Commitments(byte[] secret) {
        seed = Arrays.copyOf(SALT_LABEL, SALT_LABEL.length + secret.length + Integer.BYTES);
        System.arraycopy(secret, 0, seed, SALT_LABEL.length, secret.length);
    }

    /** The leaf data of an exhibit. */
    public static byte[] leafData(byte[] secret, ExhibitContent content) {
        Commitments commitments = new Commitments(secret);
        MessageDigest digest = commitments.digest;
        List<byte[]> hashes = new ArrayList<>(64);
        byte[] lead = new byte[LEAD];
        content.parts((kind, bytes, from, length) -> {
            commitments.salt(hashes.size(), lead);
            lead[LEAD - 1] = kind;
            digest.update(lead);
            digest.update(bytes, from, length);
            hashes.add(digest.digest());
        });
        return TreeHash.root(hashes);
    }

    /** The salt of part {@code index}, counted from 0. */
    public byte[] salt(int index) {
        byte[] lead = new byte[LEAD];
        salt(index, lead);
        return Arrays.copyOfRange(lead, 1, 1 + SALT);
    }

    /** Writes a salt to its place before the content. */
    private void salt(int index, byte[] lead) {
        ByteBuffer.wrap(seed).putInt(seed.length - Integer.BYTES, index);
        digest.update(seed);
        try {
            digest.digest(lead, 1, SALT);
        } catch (DigestException e) {
            throw new IllegalStateException("A salt has " + SALT + " bytes", e);
        }
    }

    /** What a part that is shown with its salt was committed to. */
    public static byte[] commitment(byte[] salt, byte kind, byte[] content) {
        MessageDigest digest = TreeHash.sha256();
        digest.update((byte) 0);
        digest.update(salt);
        digest.update(kind);
        return digest.digest(content);
    }
}
