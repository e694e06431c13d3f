package org.trapline.verifier.packet;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.trapline.verifier.TreeHash;

/** An Ed25519 public key as SubjectPublicKeyInfo (RFC 8410 section 4). */
public final class SigningKey {

    private static final byte[] DER_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----\n";
    private static final String END = "\n-----END PUBLIC KEY-----\n";

    private final byte[] der;

    private SigningKey(byte[] der) {
        this.der = der;
    }

    /** @param publicKey the 32 bytes of RFC 8032 */
    public static SigningKey of(byte[] publicKey) {
        byte[] der = Arrays.copyOf(DER_HEAD, DER_HEAD.length + 32);
        System.arraycopy(publicKey, 0, der, DER_HEAD.length, 32);
        return new SigningKey(der);
    }

    /** @throws PacketFault when the text is not the one form that {@link #pem()} has */
    static SigningKey parse(String pem) {
        try {
            SigningKey key = new SigningKey(
                    Base64.getMimeDecoder().decode(pem.replace(BEGIN, "").replace(END, "")));
            if (key.der.length == DER_HEAD.length + 32
                    && Arrays.equals(key.der, 0, DER_HEAD.length, DER_HEAD, 0, DER_HEAD.length)
                    && key.pem().equals(pem)) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new PacketFault(PacketLayout.KEY + " is not an Ed25519 public key in PEM");
    }

    public String pem() {
        return BEGIN + Base64.getEncoder().encodeToString(der) + END;
    }

    /** SHA-256 of the DER, lower-case hex. */
    public String fingerprint() {
        return HexFormat.of().formatHex(TreeHash.sha256().digest(der));
    }

    /** The 32 bytes of RFC 8032. */
    byte[] publicKey() {
        return Arrays.copyOfRange(der, DER_HEAD.length, der.length);
    }

    boolean verifies(byte[] signed, byte[] signature) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
