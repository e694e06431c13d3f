package org.trapline.evidence.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;

/** The Ed25519 key that signs checkpoints. */
final class LedgerKey {

    private final PrivateKey key;
    private final NoteVerifier verifier;

    private LedgerKey(String origin, PrivateKey key, byte[] publicKey) {
        this.key = key;
        this.verifier = new NoteVerifier(origin, publicKey);
    }

    /**
     * Reads a PKCS#8 PEM file.
     *
     * @throws IOException when there is none, or it is not an Ed25519 key
     */
    static LedgerKey read(String origin, Path file) throws IOException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(pem.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", ""));
            EdECPrivateKey key =
                    (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            byte[] seed = key.getBytes().orElseThrow(() -> new IOException(file + " holds no seed"));
            return new LedgerKey(origin, key, publicKey(seed));
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IOException(file + " is not an Ed25519 key in PKCS#8 PEM", e);
        }
    }

    /** Makes a new key and writes it so that only its owner can read it; an existing file is never touched. */
    static void create(Path file) throws IOException {
        try {
            byte[] der = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
            Files.createDirectories(file.toAbsolutePath().getParent());
            // Written aside and linked into place, so that a crash leaves a whole key or none.
            Path fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "ledger",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, pem, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
            try {
                Files.createLink(file, fresh);
            } finally {
                Files.delete(fresh);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java 17 platform has Ed25519", e);
        }
    }

    NoteVerifier verifier() {
        return verifier;
    }

    /** Signing is deterministic (RFC 8032): one size and one root give one note, however often it is signed. */
    Checkpoint sign(long size, byte[] root) {
        byte[] body = Checkpoint.body(verifier.origin(), size, root);
        byte[] idAndSignature = new byte[68];
        System.arraycopy(verifier.keyId(), 0, idAndSignature, 0, 4);
        System.arraycopy(sign(body), 0, idAndSignature, 4, 64);
        String note = new String(body, StandardCharsets.UTF_8) + "\n— " + verifier.origin() + " "
                + Base64.getEncoder().encodeToString(idAndSignature) + "\n";
        return new Checkpoint(verifier.origin(), size, root, note);
    }

    byte[] sign(byte[] body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The ledger key cannot sign", e);
        }
    }

    /** Java derives a public key only while it makes a pair, so the pair is made again from its seed. */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new SeedOnly(seed));
        KeyPair pair = generator.generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static final class SeedOnly extends SecureRandom {
        private final byte[] seed;

        SeedOnly(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
