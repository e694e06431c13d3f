package org.trapline.cli.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trapline.cli.CommandFailed;

/**
 * What there is to take in below a path, in the order of the names, so that two runs over the same folder are alike.
 *
 * @param files every file to be sent
 * @param failed files and folders that cannot be read
 * @param leftOut what is there and is no mail, with the reason
 */
record MailFiles(List<MailFile> files, List<FailedFile> failed, List<String> leftOut) {

    /** @throws CommandFailed when there is nothing at all to take in */
    static MailFiles below(Path path) {
        if (!Files.exists(path)) {
            throw new CommandFailed(path + " does not exist");
        }
        MailFiles found = new MailFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        found.add(path);
        if (found.files.isEmpty() && found.failed.isEmpty()) {
            throw new CommandFailed("there is no file to take in below " + path
                    + (found.leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", found.leftOut)));
        }
        return found;
    }

    static MailFiles single(MailFile file) {
        return new MailFiles(new ArrayList<>(List.of(file)), new ArrayList<>(), new ArrayList<>());
    }

    long bytes() {
        return files.stream().mapToLong(MailFile::size).sum();
    }

    private void add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (Files.isRegularFile(path)) {
            try {
                files.add(new MailFile(path, MailFile.Form.of(path), Files.size(path)));
            } catch (IOException e) {
                failed.add(FailedFile.of(path, e));
            }
        } else if (Files.isSymbolicLink(path)) {
            failed.add(new FailedFile(path, "a link that leads nowhere"));
        } else {
            leftOut.add(path + ": not a regular file");
        }
    }

    private void addFolder(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            failed.add(FailedFile.of(folder, e.getCause()));
        } catch (IOException e) {
            failed.add(FailedFile.of(folder, e));
        }
        children.sort(null);
        boolean maildir = Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"));
        for (Path child : children) {
            if (Files.isDirectory(child) && Files.isSymbolicLink(child)) {
                // It may lead back up, and what it leads to is mail of another place.
                leftOut.add(child + ": a link to a folder");
            } else if (maildir && child.getFileName().toString().equals("tmp")) {
                leftOut.add(child + ": deliveries that are under way");
            } else if (maildir && Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                leftOut.add(child + ": a file of the mail program");
            } else {
                add(child);
            }
        }
    }
}
