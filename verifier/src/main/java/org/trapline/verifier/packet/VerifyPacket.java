package org.trapline.verifier.packet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.timestamp.TimestampVerifier;

/**
 * {@code java -jar trapline-verify.jar}: the check of a packet for whoever has Java and nothing of ours but this one file. It says what
 * {@code ./trapline verify} says, with the same exit codes: 0 genuine, 1 not, or it could not be checked, 2 wrong arguments.
 */
public final class VerifyPacket {

    private static final String USAGE = String.join(
            System.lineSeparator(),
            "Usage: java -jar trapline-verify.jar PACKET --key FINGERPRINT [--tsa FILE]",
            "Checks a court packet: the zip as it was handed over, or the folder it was unpacked into.",
            "  --key  SHA-256 of the office's public key in hex, learned elsewhere: from the office by telephone, from an"
                    + " earlier filing",
            "  --tsa  certificates (PEM) of the time stamping authority, or of those that issue its certificate: the packet"
                    + " must then have a time stamp that leads to one of them",
            "Exit code 0 when the packet is genuine, 1 when it is not or no key was given, 2 when the arguments are wrong.");

    private @Nullable Path packet;
    private @Nullable String key;
    private @Nullable Path authority;

    private VerifyPacket() {}

    public static void main(String[] args) {
        int exitCode = run(System.out, System.err, args);
        System.out.flush();
        System.exit(exitCode);
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        if (args.length > 0 && (args[0].equals("--help") || args[0].equals("-h"))) {
            out.println(USAGE);
            return 0;
        }
        VerifyPacket asked = new VerifyPacket();
        String fault = asked.read(args);
        if (fault != null) {
            err.println(fault);
            err.println(USAGE);
            return 2;
        }
        try {
            PacketReport report = check(Objects.requireNonNull(asked.packet), asked.key, asked.authority);
            report.lines().forEach(out::println);
            return report.genuine() ? 0 : 1;
        } catch (CannotCheck e) {
            err.println("trapline: " + e.getMessage());
        } catch (IOException e) {
            err.println("trapline: cannot read: " + e);
        }
        return 1;
    }

    /** @return what is wrong with the arguments; null when nothing is */
    private @Nullable String read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String name = args[i].replaceFirst("=.*", "");
            if (name.equals("--key") || name.equals("--tsa")) {
                if (name.length() == args[i].length() && i + 1 == args.length) {
                    return name + " needs a value";
                }
                String value = name.length() < args[i].length() ? args[i].substring(name.length() + 1) : args[++i];
                if (name.equals("--key")) {
                    key = value;
                } else {
                    authority = Path.of(value);
                }
            } else if (args[i].startsWith("-")) {
                return "There is no option " + args[i];
            } else if (packet != null) {
                return "One packet at a time: " + packet + ", " + args[i];
            } else {
                packet = Path.of(args[i]);
            }
        }
        return packet == null ? "Which packet?" : null;
    }

    /**
     * Checks a packet as a command asks for it.
     *
     * @param key fingerprint of the key that should have signed it; null when it is not known
     * @param authority file with the certificates of the authorities whose time stamps are believed; null for anyone's
     * @throws CannotCheck when a file is not there or an argument is none
     */
    public static PacketReport check(Path packet, @Nullable String key, @Nullable Path authority) throws IOException {
        if (key != null && !key.matches("(?i)[0-9a-f]{64}")) {
            throw new CannotCheck("--key is no fingerprint: it has 64 hex digits");
        }
        if (!Files.exists(packet)) {
            throw new CannotCheck("There is no " + packet);
        }
        return PacketVerifier.verify(packet, key, stamps(authority));
    }

    private static TimestampVerifier stamps(@Nullable Path authority) throws IOException {
        if (authority == null) {
            return TimestampVerifier.trustingAnyone();
        }
        try {
            return TimestampVerifier.trusting(Files.readString(authority, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new CannotCheck("There is no " + authority);
        } catch (ProofFailed e) {
            throw new CannotCheck(authority + ": " + e.getMessage());
        }
    }

    /** Nothing was checked; the message tells the person at the terminal why. */
    public static final class CannotCheck extends RuntimeException {

        private CannotCheck(String message) {
            super(message);
        }
    }
}
