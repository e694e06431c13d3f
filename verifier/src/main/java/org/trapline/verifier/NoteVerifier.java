package org.trapline.verifier;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A verifier key of C2SP signed-note with Ed25519, and what it verifies.
 *
 * @param origin the key's name: for a log its origin line
 * @param publicKey the 32 bytes of RFC 8032
 */
public record NoteVerifier(String origin, byte[] publicKey) {

    private static final byte ED25519 = 0x01;

    /** The specification asks to accept 16. */
    private static final int MAX_SIGNATURES = 64;

    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Z}+]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x09\\x0B-\\x1F]");

    /**
     * Reads {@code <name>+<key id>+<base64>}.
     *
     * @throws ProofFailed when it is not such a key, or its id belongs to another
     */
    public static NoteVerifier parse(String text) throws ProofFailed {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || !NAME.matcher(parts[0]).matches()) {
            throw new ProofFailed("not a verifier key");
        }
        byte[] key = Base64Text.decode(parts[2]);
        if (key.length != 33 || key[0] != ED25519) {
            throw new ProofFailed("not an Ed25519 verifier key");
        }
        NoteVerifier verifier = new NoteVerifier(parts[0], Arrays.copyOfRange(key, 1, 33));
        if (!verifier.toString().equals(text.strip())) {
            throw new ProofFailed("the verifier key's id is not its own");
        }
        return verifier;
    }

    /** The first four bytes of SHA-256(name || 0x0A || 0x01 || public key). */
    public byte[] keyId() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(origin.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        out.write(ED25519);
        out.writeBytes(publicKey);
        return Arrays.copyOf(TreeHash.sha256().digest(out.toByteArray()), 4);
    }

    /**
     * The checkpoint in a note that this key signed.
     *
     * @throws ProofFailed when the note is malformed, of another origin or not signed by this key
     */
    public Checkpoint verify(String note) throws ProofFailed {
        open(note);
        Checkpoint checkpoint = Checkpoint.parse(note);
        if (!checkpoint.origin().equals(origin)) {
            throw new ProofFailed("not a checkpoint of " + origin);
        }
        return checkpoint;
    }

    /**
     * The text of a note that this key signed. Signatures of other keys are passed over; one that claims to be this key's
     * and is not spoils the whole note.
     *
     * @throws ProofFailed when the note is malformed or not signed by this key
     */
    public String open(String note) throws ProofFailed {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || CONTROL.matcher(note).find()) {
            throw new ProofFailed("not a signed note");
        }
        String text = note.substring(0, end + 1);
        String[] lines = note.substring(end + 2).split("\n");
        if (lines.length > MAX_SIGNATURES) {
            throw new ProofFailed("the note has more than " + MAX_SIGNATURES + " signatures");
        }
        boolean signed = false;
        for (String line : lines) {
            signed |= signs(line, text.getBytes(StandardCharsets.UTF_8));
        }
        if (!signed) {
            throw new ProofFailed("the note is not signed by " + this);
        }
        return text;
    }

    /** Whether the line is this key's signature of the text, not another key's. */
    private boolean signs(String line, byte[] text) throws ProofFailed {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3
                || !parts[0].equals("—")
                || !NAME.matcher(parts[1]).matches()) {
            throw new ProofFailed("not a signature line");
        }
        byte[] idAndSignature = Base64Text.decode(parts[2]);
        if (idAndSignature.length < 5) {
            throw new ProofFailed("a signature is empty");
        }
        if (!parts[1].equals(origin) || !Arrays.equals(Arrays.copyOf(idAndSignature, 4), keyId())) {
            return false;
        }
        if (idAndSignature.length != 68 || !verifies(text, idAndSignature)) {
            throw new ProofFailed("the signature of " + this + " is not of this text");
        }
        return true;
    }

    private boolean verifies(byte[] text, byte[] idAndSignature) throws ProofFailed {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key());
            signature.update(text);
            return signature.verify(idAndSignature, 4, 64);
        } catch (GeneralSecurityException e) {
            throw new ProofFailed("the signature cannot be read: " + e.getMessage());
        }
    }

    private PublicKey key() throws GeneralSecurityException {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = publicKey[31 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    @Override
    public String toString() {
        byte[] typed = new byte[33];
        typed[0] = ED25519;
        System.arraycopy(publicKey, 0, typed, 1, 32);
        return origin + "+" + HexFormat.of().formatHex(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
