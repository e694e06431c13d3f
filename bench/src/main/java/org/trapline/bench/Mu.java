package org.trapline.bench;

import java.nio.file.Path;

/** {@code mu index} of a Maildir: full text in Xapian; it stores no bytes, hashes nothing and logs nothing. */
final class Mu implements Side {

    private final Path folder;

    Mu(Path folder) {
        this.folder = folder;
        Program.require("maildir-utils", "mu");
    }

    @Override
    public String name() {
        return "mu";
    }

    @Override
    public double take(Lap lap) {
        Folders.empty(folder);
        Path maildir = folder.resolve("maildir");
        lap.writeMaildir(maildir);
        Program program = new Program(folder);
        String home = "--muhome=" + folder.resolve("mu");
        program.run("mu", "init", "--maildir=" + maildir, home);
        program.settleDisk();
        return program.run("mu", "index", "--quiet", home);
    }
}
