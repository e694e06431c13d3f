package org.trapline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The facts of a command as JSON beside what it prints for people; a picocli mixin. */
public final class JsonOption {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Write the same facts as JSON to FILE; '-' is standard output, and people read standard error")
    private @Nullable String file;

    /** Where this command talks to people. */
    public Terminal terminal() {
        return "-".equals(file) ? Terminal.standardError() : Terminal.standardOutput();
    }

    /** Whether JSON was asked for. */
    boolean requested() {
        return file != null;
    }

    /** Where the text for people goes that is no line of {@link #terminal()}. */
    PrintStream people() {
        return "-".equals(file) ? System.err : System.out;
    }

    /** Writes the facts if they were asked for. */
    public void write(Object facts) {
        write(facts, target -> {});
    }

    /** The same for facts that hold a secret: a file that only its owner can read. */
    void writePrivate(Object facts) {
        write(facts, JsonOption::closeToOthers);
    }

    /** Work on the file before there is anything in it. */
    private interface Preparation {
        void prepare(Path target) throws IOException;
    }

    private static void closeToOthers(Path target) throws IOException {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        if (Files.isRegularFile(target)) {
            Files.setPosixFilePermissions(target, ownerOnly);
        } else if (!Files.exists(target)) {
            Files.createFile(target, PosixFilePermissions.asFileAttribute(ownerOnly));
        }
    }

    private void write(Object facts, Preparation preparation) {
        if (file == null) {
            return;
        }
        try {
            byte[] json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts);
            if (file.equals("-")) {
                System.out.write(json);
                System.out.println();
                System.out.flush();
            } else {
                Path target = Path.of(file).toAbsolutePath();
                Files.createDirectories(target.getParent());
                preparation.prepare(target);
                Files.write(target, json);
            }
        } catch (IOException e) {
            throw new CommandFailed(FileTrouble.of(e), e);
        }
    }
}
