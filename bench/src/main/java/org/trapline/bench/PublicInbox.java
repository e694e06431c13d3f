package org.trapline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * public-inbox v2: git, SQLite and at level {@code full} Xapian. Each lap has a new inbox; making it and writing the Maildir
 * is not counted, the import is, with git and all that it starts.
 */
final class PublicInbox implements Side {

    private final Path folder;
    private final String level;

    /** @param level {@code basic} or {@code full}, as public-inbox-init(1) has them */
    PublicInbox(Path folder, String level) {
        this.folder = folder;
        this.level = level;
        Program.require("public-inbox", "public-inbox-init", "perl", "git");
    }

    @Override
    public String name() {
        return "public-inbox-" + level;
    }

    @Override
    public double take(Lap lap) {
        Folders.empty(folder);
        Path maildir = folder.resolve("maildir");
        lap.writeMaildir(maildir);
        Program program = new Program(folder);
        String inbox = folder.resolve("inbox").toString();
        program.run(
                "public-inbox-init",
                "-V2",
                "-L",
                level,
                "bench",
                inbox,
                "http://127.0.0.1/bench",
                "bench@trapline.example");
        String script = script().toString();
        program.settleDisk();
        return program.run("perl", script, inbox, level, maildir.toString());
    }

    private Path script() {
        Path script = folder.resolve("import-maildir.pl");
        try (InputStream resource =
                Objects.requireNonNull(PublicInbox.class.getResourceAsStream("import-maildir.pl"))) {
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
