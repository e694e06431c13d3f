package org.trapline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.packet.PacketReport;
import org.trapline.verifier.packet.VerifyPacket;
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
        try {
            PacketReport report = VerifyPacket.check(packet, key, authority);
            report.lines().forEach(json.terminal()::line);
            json.write(report);
            return report.genuine() ? 0 : 1;
        } catch (VerifyPacket.CannotCheck e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }
}
