package org.trapline.evidence.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The salted commitments of one exhibit, whose root is the exhibit's leaf data in the ledger (docs/formats/ledger.md).
 *
 * <p>An exhibit is a list of parts in a fixed order: the SHA-256 of its raw bytes, its metadata, its envelope, then the raw
 * bytes themselves, cut at every header line and, from the empty line on, every 4096 bytes. Put together, the parts of
 * kind {@link #HEADER_LINE} and {@link #BODY_BLOCK} are the raw bytes. Part {@code i} is committed to by
 *
 * <pre>
 * salt_i       = HMAC-SHA-256(secret, "trapline-salt-v1" || uint32 i)
 * commitment_i = SHA-256(0x00 || salt_i || kind || content)
 * </pre>
 *
 * and the leaf data is the RFC 6962 root over the commitments. A redacted copy shows salt and content of what it shows and
 * the bare commitment of what it leaves out; the salts keep anyone from guessing the latter.
 */
public final class Commitments {

    public static final byte RAW_SHA256 = 1;
    public static final byte METADATA = 2;
    public static final byte ENVELOPE = 3;
    public static final byte HEADER_LINE = 4;
    public static final byte BODY_BLOCK = 5;

    /** Bytes of a body block; a header line longer than this is cut likewise. */
    public static final int BLOCK = 4096;

    /** From this header line on the bytes are cut into blocks: a mail of a million lines stays cheap. */
    static final int MAX_HEADER_LINES = 2048;

    private static final byte[] SALT_LABEL = "trapline-salt-v1".getBytes(StandardCharsets.US_ASCII);

    private final Mac salts;
    private final MessageDigest digest = TreeHash.sha256();
    private final byte[] label = Arrays.copyOf(SALT_LABEL, SALT_LABEL.length + 4);
    private final List<byte[]> hashes = new ArrayList<>(64);

    private Commitments(byte[] secret) {
        try {
            salts = Mac.getInstance("HmacSHA256");
            salts.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    /**
     * The leaf data of a message.
     *
     * @param secret 32 random bytes of this exhibit alone
     * @param sha256 of the raw bytes
     * @param metadata name to value, committed to in the map's order as {@code name=value}
     * @param raw the exact bytes; only a message has header lines, everything else is body
     */
    public static byte[] leafData(
            byte[] secret, byte[] sha256, Map<String, String> metadata, byte[] raw, boolean message) {
        Commitments commitments = new Commitments(secret);
        commitments.add(RAW_SHA256, sha256, 0, sha256.length);
        metadata.forEach((name, value) -> {
            byte[] content = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
            commitments.add(METADATA, content, 0, content.length);
        });
        commitments.addRaw(raw, message ? commitments.headerEnd(raw) : 0);
        return TreeHash.root(commitments.hashes);
    }

    /** Adds the header's lines and finds where the body starts; the empty line belongs to the header. */
    private int headerEnd(byte[] raw) {
        int at = 0;
        for (int lines = 0; at < raw.length && lines < MAX_HEADER_LINES; lines++) {
            int end = at;
            while (end < raw.length && raw[end] != '\n' && end - at < BLOCK - 1) {
                end++;
            }
            end = Math.min(end + 1, raw.length);
            add(HEADER_LINE, raw, at, end - at);
            boolean empty = raw[at] == '\n' || (raw[at] == '\r' && end - at == 2 && raw[at + 1] == '\n');
            at = end;
            if (empty) {
                return at;
            }
        }
        return at;
    }

    private void addRaw(byte[] raw, int from) {
        for (int at = from; at < raw.length; at += BLOCK) {
            add(BODY_BLOCK, raw, at, Math.min(BLOCK, raw.length - at));
        }
    }

    private void add(byte kind, byte[] content, int from, int length) {
        ByteBuffer.wrap(label).putInt(SALT_LABEL.length, hashes.size());
        byte[] salt = salts.doFinal(label);
        digest.update((byte) 0);
        digest.update(salt);
        digest.update(kind);
        digest.update(content, from, length);
        hashes.add(digest.digest());
    }
}
