package org.trapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Writes the facts if they were asked for. */
    public void write(Object facts) {
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
                Files.write(target, json);
            }
        } catch (IOException e) {
            throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
