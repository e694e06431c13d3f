package org.trapline.verifier.packet;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;

/** A small packet made by hand from its format: two exhibits, which are the whole log, one of them redacted if wanted. */
final class SamplePacket {

    private static final String ORIGIN = "log.example";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair key;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    SamplePacket(boolean redacted) throws IOException {
        try {
            key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        List<Sample> samples = List.of(
                Sample.of("To: trap@pool.example\r\nSubject: One\r\n\r\nBuy now\r\n", "A-0000001"),
                Sample.of("Subject: Two\n\n" + "x".repeat(5000) + " for trap@pool.example", "A-0000002"));
        byte[] root = TreeHash.root(
                samples.stream().map(s -> TreeHash.ofLeaf(s.leafData())).toList());
        StringBuilder openings = new StringBuilder();
        StringBuilder custody = new StringBuilder();
        ByteArrayOutputStream warc = new ByteArrayOutputStream();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            warc.writeBytes("a WARC head\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            List<RedactedCopy.Part> parts = redacted ? sample.partsWithout("trap@pool.example") : null;
            byte[] shown = parts == null ? sample.raw() : new RedactedCopy(parts).message();
            openings.append(JSON.writeValueAsString(new Opening(
                            sample.bates(),
                            sample.id(),
                            HexFormat.of().formatHex(TreeHash.sha256().digest(shown)),
                            warc.size(),
                            shown.length,
                            true,
                            parts == null ? sample.metadata() : null,
                            parts == null ? List.of() : null,
                            parts == null ? Base64.getEncoder().encodeToString(sample.secret()) : null,
                            parts,
                            i,
                            List.of(Base64.getEncoder()
                                    .encodeToString(
                                            TreeHash.ofLeaf(samples.get(1 - i).leafData()))))))
                    .append('\n');
            warc.writeBytes(shown);
            String first = "{\"exhibit\":\"" + sample.id() + "\",\"seq\":1,\"type\":\"RECEIVED\"}";
            String second = "{\"exhibit\":\"" + sample.id() + "\",\"prevHash\":\""
                    + HexFormat.of().formatHex(TreeHash.sha256().digest(first.getBytes(StandardCharsets.UTF_8)))
                    + "\",\"seq\":2,\"type\":\"EXPORTED\"}";
            custody.append(first).append('\n').append(second).append('\n');
        }
        put(PacketLayout.MESSAGES, warc.toByteArray());
        put(PacketLayout.OPENINGS, openings.toString());
        put(PacketLayout.CUSTODY, custody.toString());
        put(PacketLayout.CHECKPOINT, note(root, samples.size()));
        put(PacketLayout.PAGE, "<p>A page</p>");
        put(PacketLayout.KEY, signingKey().pem());
        seal();
    }

    SigningKey signingKey() {
        return SigningKey.of(publicKey());
    }

    void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, byte[] bytes) {
        files.put(name, bytes);
    }

    String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** Makes manifests and signature anew, as only the holder of the key can. */
    void seal() {
        files.keySet().removeAll(List.of(Bag.DECLARATION, Bag.INFO, Bag.MANIFEST, Bag.TAG_MANIFEST, Bag.SIGNATURE));
        SortedMap<String, byte[]> payload = digests(true);
        long bytes = files.entrySet().stream()
                .filter(f -> f.getKey().startsWith(Bag.PAYLOAD))
                .mapToLong(f -> f.getValue().length)
                .sum();
        put(Bag.DECLARATION, Bag.DECLARATION_TEXT);
        put(Bag.INFO, "Payload-Oxum: " + bytes + "." + payload.size() + "\n");
        put(Bag.MANIFEST, Bag.manifest(payload));
        put(Bag.TAG_MANIFEST, Bag.manifest(digests(false)));
        put(Bag.SIGNATURE, sign(files.get(Bag.TAG_MANIFEST)));
    }

    byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<PacketZip.Entry> entries = new ArrayList<>();
        files.forEach((name, bytes) -> {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entries.add(new PacketZip.Entry("packet/" + name, bytes.length, crc.getValue()));
        });
        PacketZip.write(out, entries, name -> new ByteArrayInputStream(files.get(name.substring("packet/".length()))));
        return out.toByteArray();
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    private SortedMap<String, byte[]> digests(boolean payload) {
        SortedMap<String, byte[]> digests = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(Bag.PAYLOAD) == payload) {
                digests.put(name, TreeHash.sha256().digest(bytes));
            }
        });
        return digests;
    }

    private String note(byte[] root, int size) {
        byte[] body = Checkpoint.body(ORIGIN, size, root);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(new NoteVerifier(ORIGIN, publicKey()).keyId());
        signed.writeBytes(sign(body));
        return new String(body, StandardCharsets.UTF_8) + "\n\u2014 " + ORIGIN + " "
                + Base64.getEncoder().encodeToString(signed.toByteArray()) + "\n";
    }

    private byte[] publicKey() {
        byte[] der = key.getPublic().getEncoded();
        return Arrays.copyOfRange(der, der.length - 32, der.length);
    }

    private byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An exhibit with all that its leaf is made of. */
    private record Sample(UUID id, String bates, byte[] raw, byte[] secret, List<String> metadata) {

        static Sample of(String raw, String bates) {
            UUID id = UUID.nameUUIDFromBytes(bates.getBytes(StandardCharsets.UTF_8));
            return new Sample(
                    id,
                    bates,
                    raw.getBytes(StandardCharsets.UTF_8),
                    TreeHash.sha256().digest(bates.getBytes(StandardCharsets.UTF_8)),
                    List.of(
                            "exhibit=" + id,
                            "kind=TRAP_MESSAGE",
                            "media-type=message/rfc822",
                            "received=2026-11-23T10:00:00Z",
                            "source=a test",
                            "trap="));
        }

        private ExhibitContent content() {
            return new ExhibitContent(TreeHash.sha256().digest(raw), metadata, List.of(), raw, true);
        }

        byte[] leafData() {
            return Commitments.leafData(secret, content());
        }

        List<RedactedCopy.Part> partsWithout(String address) {
            Commitments commitments = new Commitments(secret);
            List<RedactedCopy.Part> parts = new ArrayList<>();
            content().parts((kind, bytes, from, length) -> {
                byte[] content = Arrays.copyOfRange(bytes, from, from + length);
                RedactedCopy.Part part = RedactedCopy.Part.shown(kind, commitments.salt(parts.size()), content);
                boolean gives = new String(content, StandardCharsets.UTF_8).contains(address);
                parts.add(gives ? part.withheld() : part);
            });
            return parts;
        }
    }
}
