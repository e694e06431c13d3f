package org.trapline.verifier.packet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;
import org.trapline.verifier.TreeHash;
import org.trapline.verifier.timestamp.Timestamp;
import org.trapline.verifier.timestamp.TimestampVerifier;

/**
 * Checks a court packet with nothing but the packet and the fingerprint of the key that should have signed it. Each step
 * rests on those before it: the container, the bag, the signature, the head of the log, each exhibit's bytes, its leaf and
 * its place in the log, and the chains of custody; then the time stamp over the head of the log.
 */
public final class PacketVerifier implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PacketFiles files;
    private final @Nullable String expectedFingerprint;
    private final TimestampVerifier stamps;
    private final List<PacketReport.Check> checks = new ArrayList<>();
    /** The head of the log, once it is checked. */
    private @Nullable Checkpoint checkpoint;
    /** The ids of the exhibits that were checked. */
    private final Set<String> exhibits = new HashSet<>();

    private PacketVerifier(PacketFiles files, @Nullable String expectedFingerprint, TimestampVerifier stamps) {
        this.files = files;
        this.expectedFingerprint = expectedFingerprint;
        this.stamps = stamps;
    }

    /**
     * Checks a packet to its end or to the first fault, whoever gave it its time stamp.
     *
     * @param packet a zip, or the folder it was unpacked into
     * @param expectedFingerprint of the key that should have signed it, hex; null when it is not known
     * @throws IOException when the packet cannot be read
     */
    public static PacketReport verify(Path packet, @Nullable String expectedFingerprint) throws IOException {
        return verify(packet, expectedFingerprint, TimestampVerifier.trustingAnyone());
    }

    /**
     * Checks a packet to its end or to the first fault.
     *
     * @param packet a zip, or the folder it was unpacked into
     * @param expectedFingerprint of the key that should have signed it, hex; null when it is not known
     * @param stamps whose time stamps are believed; when it says so, the packet must have one
     * @throws IOException when the packet cannot be read
     */
    public static PacketReport verify(Path packet, @Nullable String expectedFingerprint, TimestampVerifier stamps)
            throws IOException {
        try (PacketVerifier verifier = new PacketVerifier(PacketFiles.open(packet), expectedFingerprint, stamps)) {
            return verifier.verify();
        } catch (ZipException | EOFException | IllegalArgumentException | PacketFault e) {
            return new PacketReport("", false, List.of(new PacketReport.Check("container", false, message(e))));
        }
    }

    private PacketReport verify() throws IOException {
        String fingerprint = "";
        boolean trusted = false;
        if (check("container", files::checkContainer) && check("bag", () -> Bag.check(files))) {
            SigningKey key = key();
            if (key != null) {
                fingerprint = key.fingerprint();
                trusted = fingerprint.equalsIgnoreCase(expectedFingerprint);
                if (check("signature", () -> signature(key))
                        && check("key", () -> expected(key))
                        && check("checkpoint", () -> checkpoint(key))
                        && check("exhibits", () -> exhibits())
                        && check("custody", () -> custody())
                        && (stamps.knowsWhomToTrust() || files.names().contains(PacketLayout.TIMESTAMP))) {
                    check("timestamp", this::timestamp);
                }
            }
        }
        return new PacketReport(fingerprint, trusted, List.copyOf(checks));
    }

    private @Nullable SigningKey key() throws IOException {
        try {
            return SigningKey.parse(files.text(PacketLayout.KEY));
        } catch (PacketFault e) {
            checks.add(new PacketReport.Check("signature", false, message(e)));
            return null;
        }
    }

    private String signature(SigningKey key) throws IOException {
        byte[] signature;
        try (InputStream in = files.read(Bag.SIGNATURE)) {
            signature = in.readNBytes(65);
        }
        if (!key.verifies(files.text(Bag.TAG_MANIFEST).getBytes(StandardCharsets.UTF_8), signature)) {
            throw new PacketFault(
                    Bag.SIGNATURE + " is no signature of " + Bag.TAG_MANIFEST + " by " + PacketLayout.KEY);
        }
        return "Ed25519, over the list of all files";
    }

    private String expected(SigningKey key) {
        if (expectedFingerprint != null && !key.fingerprint().equalsIgnoreCase(expectedFingerprint)) {
            throw new PacketFault("Signed by " + key.fingerprint() + ", which is not the key that was expected");
        }
        return (expectedFingerprint == null ? "not compared with one learned elsewhere: " : "as expected: ")
                + key.fingerprint();
    }

    private String exhibits() throws IOException {
        Checkpoint checkpoint = Objects.requireNonNull(this.checkpoint, "checked before");
        Set<String> numbers = new HashSet<>();
        long redacted = 0;
        long bare = 0;
        try (InputStream messages = files.read(PacketLayout.MESSAGES);
                BufferedReader lines = lines(PacketLayout.OPENINGS)) {
            long at = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Opening opening = opening(line);
                if (!exhibits.add(opening.exhibit().toString()) || !numbers.add(opening.bates())) {
                    throw new PacketFault(opening.bates() + " stands twice in " + PacketLayout.OPENINGS);
                }
                if (opening.offset() < at || opening.length() < 0) {
                    throw new PacketFault(opening.bates() + " lies before the end of the exhibit before it");
                }
                messages.skipNBytes(opening.offset() - at);
                byte[] bytes = messages.readNBytes(opening.length());
                at = opening.offset() + opening.length();
                verify(opening, bytes, checkpoint);
                redacted += opening.leavesOut() ? 1 : 0;
                bare += opening.redacted() != null && !opening.leavesOut() ? 1 : 0;
            }
        }
        return exhibits.size() + " exhibits are what was received and entered in the log"
                + (redacted == 0 ? "" : ", " + redacted + " of them with parts left out")
                + (bare == 0 ? "" : ", " + bare + " of them complete without how they came in");
    }

    private String checkpoint(SigningKey key) throws IOException {
        String note = files.text(PacketLayout.CHECKPOINT);
        try {
            String origin = note.substring(0, Math.max(note.indexOf('\n'), 0));
            Checkpoint signed = new NoteVerifier(origin, key.publicKey()).verify(note);
            checkpoint = signed;
            return signed.origin() + ", " + signed.size() + " entries, signed by the same key";
        } catch (ProofFailed e) {
            throw new PacketFault(PacketLayout.CHECKPOINT + ": " + message(e));
        }
    }

    private static void verify(Opening opening, byte[] bytes, Checkpoint checkpoint) {
        try {
            byte[] leafData = opening.leafData(bytes);
            ProofVerifier.inclusion(
                    TreeHash.ofLeaf(leafData),
                    opening.leafIndex(),
                    checkpoint.size(),
                    opening.path(),
                    checkpoint.root());
        } catch (ProofFailed | IllegalArgumentException e) {
            throw new PacketFault(
                    opening.bates() + " is not entry " + opening.leafIndex() + " of the log: " + message(e));
        }
    }

    private String custody() throws IOException {
        CustodyChains chains = new CustodyChains();
        try (BufferedReader lines = lines(PacketLayout.CUSTODY)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                chains.follow(line);
            }
        }
        return chains.end(exhibits);
    }

    private String timestamp() throws IOException {
        if (!files.names().contains(PacketLayout.TIMESTAMP)) {
            throw new PacketFault("The packet has no time stamp");
        }
        try (InputStream in = files.read(PacketLayout.TIMESTAMP)) {
            Timestamp stamp = stamps.verify(
                    in.readNBytes(TimestampVerifier.LARGEST + 1),
                    files.text(PacketLayout.CHECKPOINT).getBytes(StandardCharsets.UTF_8));
            return "all of it was in the log by " + stamp.at() + ", says " + stamp.authority() + " (serial "
                    + stamp.serial() + ")"
                    + (stamps.knowsWhomToTrust()
                            ? ""
                            : "; whether that is the authority it names was not asked: say --tsa FILE");
        } catch (ProofFailed e) {
            throw new PacketFault(PacketLayout.TIMESTAMP + ": " + message(e));
        }
    }

    private BufferedReader lines(String name) throws IOException {
        return new BufferedReader(new InputStreamReader(files.read(name), StandardCharsets.UTF_8));
    }

    private static Opening opening(String line) {
        try {
            Opening opening = JSON.readValue(line, Opening.class);
            if (opening != null) {
                return opening;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw new PacketFault(PacketLayout.OPENINGS + " has a line that is no opening");
    }

    /** Records the outcome; whether to go on. */
    private boolean check(String name, Step step) throws IOException {
        try {
            checks.add(new PacketReport.Check(name, true, step.run()));
            return true;
        } catch (ZipException | EOFException | IllegalArgumentException | PacketFault e) {
            checks.add(new PacketReport.Check(name, false, message(e)));
            return false;
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private interface Step {
        String run() throws IOException;
    }
}
