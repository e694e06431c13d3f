package org.trapline.evidence.ledger;

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

/**
 * A verifier key of C2SP signed-note with Ed25519, and what it verifies.
 *
 * @param origin the key's name: for a log its origin line
 * @param publicKey the 32 bytes of RFC 8032
 */
public record NoteVerifier(String origin, byte[] publicKey) {

    private static final byte ED25519 = 0x01;

    /** Reads {@code <name>+<key id>+<base64>}. */
    public static NoteVerifier parse(String text) throws ProofFailed {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new ProofFailed("not a verifier key");
        }
        byte[] key = base64(parts[2]);
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
    byte[] keyId() {
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
        int end = note.lastIndexOf("\n\n");
        String[] lines = note.split("\n", -1);
        if (end < 0 || lines.length < 4 || !lines[0].equals(origin)) {
            throw new ProofFailed("not a checkpoint of " + origin);
        }
        byte[] body = note.substring(0, end + 1).getBytes(StandardCharsets.UTF_8);
        for (String line : note.substring(end + 2).split("\n")) {
            String[] parts = line.split(" ");
            if (parts.length == 3 && parts[0].equals("—") && parts[1].equals(origin) && signs(base64(parts[2]), body)) {
                try {
                    return new Checkpoint(Long.parseLong(lines[1]), base64(lines[2]), note);
                } catch (NumberFormatException e) {
                    throw new ProofFailed("the checkpoint has no size");
                }
            }
        }
        throw new ProofFailed("the note is not signed by " + this);
    }

    private boolean signs(byte[] idAndSignature, byte[] body) throws ProofFailed {
        if (idAndSignature.length != 68 || !Arrays.equals(Arrays.copyOf(idAndSignature, 4), keyId())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key());
            signature.update(body);
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

    private static byte[] base64(String text) throws ProofFailed {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new ProofFailed("not base64");
        }
    }

    @Override
    public String toString() {
        byte[] typed = new byte[33];
        typed[0] = ED25519;
        System.arraycopy(publicKey, 0, typed, 1, 32);
        return origin + "+" + java.util.HexFormat.of().formatHex(keyId()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
