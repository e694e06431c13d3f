package org.trapline.verifier.packet;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and rules of a BagIt bag (RFC 8493) with SHA-256 manifests, as packets use them. */
public final class Bag {

    public static final String DECLARATION = "bagit.txt";
    public static final String DECLARATION_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    public static final String INFO = "bag-info.txt";
    public static final String PAYLOAD = "data/";
    public static final String MANIFEST = "manifest-sha256.txt";
    public static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    /** Raw Ed25519 signature (RFC 8032) over the bytes of the tag manifest: the only file that no manifest lists. */
    public static final String SIGNATURE = "tagmanifest-sha256.txt.sig";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S.*)");
    private static final Pattern OXUM = Pattern.compile("(?m)^Payload-Oxum: (\\d+)\\.(\\d+)$");

    private Bag() {}

    /** A manifest's text: a line for each file, sorted by name, the digest in hex. */
    public static String manifest(SortedMap<String, byte[]> digests) {
        StringBuilder lines = new StringBuilder();
        digests.forEach((name, digest) -> lines.append(HexFormat.of().formatHex(digest))
                .append("  ")
                .append(name)
                .append('\n'));
        return lines.toString();
    }

    /**
     * Checks that the bag is complete and valid (RFC 8493 section 3), and that nothing is in it that is not listed.
     *
     * @return what was found, in words
     */
    static String check(PacketFiles files) throws IOException {
        if (!files.text(DECLARATION).equals(DECLARATION_TEXT)) {
            throw new PacketFault(DECLARATION + " is not the declaration of BagIt 1.0");
        }
        SortedMap<String, String> payload = read(files, MANIFEST);
        SortedMap<String, String> tags = read(files, TAG_MANIFEST);
        SortedSet<String> listed = new TreeSet<>(payload.keySet());
        listed.addAll(tags.keySet());
        listed.add(TAG_MANIFEST);
        listed.add(SIGNATURE);
        if (!listed.equals(files.names())) {
            throw new PacketFault(difference(listed, files.names()));
        }
        if (!payload.keySet().stream().allMatch(n -> n.startsWith(PAYLOAD))
                || tags.keySet().stream().anyMatch(n -> n.startsWith(PAYLOAD))) {
            throw new PacketFault("The payload lies below " + PAYLOAD + ", and nothing else does");
        }
        checkDigests(files, tags);
        long bytes = checkDigests(files, payload);
        Matcher oxum = OXUM.matcher(files.text(INFO));
        if (!oxum.find()
                || !oxum.group(1).equals(Long.toString(bytes))
                || !oxum.group(2).equals(Integer.toString(payload.size()))) {
            throw new PacketFault("Payload-Oxum of " + INFO + " is not " + bytes + "." + payload.size());
        }
        return payload.size() + " payload files of " + bytes + " bytes and " + tags.size()
                + " tag files, none changed, missing or added";
    }

    private static SortedMap<String, String> read(PacketFiles files, String manifest) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        String text = files.text(manifest);
        if (!text.endsWith("\n")) {
            throw new PacketFault("The last line of " + manifest + " has no end");
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches() || digests.put(entry.group(2), entry.group(1)) != null) {
                throw new PacketFault(manifest + " has a line that is no entry, or an entry twice: " + line);
            }
        }
        return digests;
    }

    private static long checkDigests(PacketFiles files, Map<String, String> digests) throws IOException {
        long bytes = 0;
        for (Map.Entry<String, String> entry : digests.entrySet()) {
            MessageDigest digest = sha256();
            try (InputStream in = files.read(entry.getKey())) {
                byte[] chunk = new byte[1 << 16];
                for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                    digest.update(chunk, 0, n);
                    bytes += n;
                }
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(entry.getValue())) {
                throw new PacketFault(entry.getKey() + " has another SHA-256 than the manifest says");
            }
        }
        return bytes;
    }

    private static String difference(SortedSet<String> listed, SortedSet<String> there) {
        SortedSet<String> missing = new TreeSet<>(listed);
        missing.removeAll(there);
        SortedSet<String> added = new TreeSet<>(there);
        added.removeAll(listed);
        return missing.isEmpty()
                ? "Not listed in any manifest: " + added
                : "Listed and not there: " + missing + (added.isEmpty() ? "" : "; not listed: " + added);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
