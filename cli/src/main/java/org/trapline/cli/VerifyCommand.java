package org.trapline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.packet.PacketReport;
import org.trapline.verifier.packet.PacketVerifier;
import org.trapline.verifier.timestamp.TimestampVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Check a court packet. Needs neither a network nor a running platform.",
            "Exit code 0 when the packet is genuine: nothing in it was changed, added or left out, its exhibits are in the"
                    + " signed log, and the key that signed it is the one given. Exit code 1 when it is not, or when no key"
                    + " was given to compare with."
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PACKET",
            description = "The zip as it was handed over, or the folder it was unpacked into")
    private Path packet = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FINGERPRINT",
            description = "SHA-256 of the office's public key in hex, learned elsewhere: from the office by telephone,"
                    + " from an earlier filing")
    private @Nullable String key;

    @Option(
            names = "--tsa",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) of the time stamping authority, or of those that issue its certificate: the"
                            + " packet must then have a time stamp (RFC 3161) that leads to one of them")
    private @Nullable Path authority;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        if (key != null && !key.matches("(?i)[0-9a-f]{64}")) {
            throw new CommandFailed("--key is no fingerprint: it has 64 hex digits");
        }
        if (!Files.exists(packet)) {
            throw new CommandFailed("There is no " + packet);
        }
        PacketReport report = PacketVerifier.verify(packet, key, stamps());
        Terminal terminal = json.terminal();
        terminal.table(
                List.of("check", "", "found"),
                report.checks().stream()
                        .map(c -> List.of(c.name(), c.passed() ? "ok" : "FAILED", c.detail()))
                        .toList());
        terminal.line("");
        terminal.line(verdict(report));
        json.write(report);
        return report.genuine() ? 0 : 1;
    }

    private TimestampVerifier stamps() throws IOException {
        if (authority == null) {
            return TimestampVerifier.trustingAnyone();
        }
        try {
            return TimestampVerifier.trusting(Files.readString(authority, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new CommandFailed("There is no " + authority);
        } catch (ProofFailed e) {
            throw new CommandFailed(authority + ": " + e.getMessage());
        }
    }

    private static String verdict(PacketReport report) {
        if (!report.sound()) {
            return "NOT GENUINE: do not rely on this packet.";
        }
        return report.trusted()
                ? "Genuine: signed with the key that was expected, and nothing in it was changed, added or left out."
                : "Undecided: the packet is whole, but anyone can make one that is. Learn the fingerprint of the office's"
                        + " key elsewhere and say --key FINGERPRINT.";
    }
}
