package org.trapline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.cli.CommandFailed;

class MailFilesTest {

    @TempDir
    Path folder;

    @Test
    void everyFileOfAFolderIsOneMessageInTheOrderOfNames() throws IOException {
        write("b/2.txt", "m");
        write("a/.hidden", "m");
        write("b/1", "From x\nm");

        MailFiles found = MailFiles.below(folder);

        assertThat(found.files())
                .extracting(file -> folder.relativize(file.path()).toString())
                .containsExactly("a/.hidden", "b/1", "b/2.txt");
        assertThat(found.files()).allMatch(file -> file.form() == MailFile.Form.MESSAGE);
        assertThat(found.bytes()).isEqualTo(10);
    }

    @Test
    void archivesAndMboxesAreKnownByTheirNames() throws IOException {
        write("1.MBOX", "From x\n");
        write("2.zip", "z");
        write("3.tar", "t");
        write("4.tar.gz", "g");

        assertThat(MailFiles.below(folder).files())
                .extracting(MailFile::form)
                .containsExactly(MailFile.Form.MBOX, MailFile.Form.ZIP, MailFile.Form.TAR, MailFile.Form.GZIP);
    }

    @Test
    void maildirGivesWhatWasDeliveredAndLeavesOutTheRest() throws IOException {
        write("cur/1:2,S", "m");
        write("new/2", "m");
        write("tmp/3", "half a m");
        write("dovecot-uidlist", "1");
        write(".Sent/cur/4:2,", "m");
        write(".Sent/new/5", "m");

        MailFiles found = MailFiles.below(folder);

        assertThat(found.files())
                .extracting(file -> file.path().getFileName().toString())
                .containsExactlyInAnyOrder("1:2,S", "2", "4:2,", "5");
        assertThat(found.leftOut())
                .hasSize(2)
                .anyMatch(line -> line.contains("tmp"))
                .anyMatch(line -> line.contains("dovecot-uidlist"));
    }

    @Test
    void linkThatLeadsNowhereIsAFailureAndALinkToAFolderIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));
        Files.createSymbolicLink(folder.resolve("up"), folder);

        MailFiles found = MailFiles.below(folder);

        assertThat(found.failed()).extracting(FailedFile::reason).containsExactly("a link that leads nowhere");
        assertThat(found.leftOut()).singleElement().asString().contains("a link to a folder");
    }

    @Test
    void fileThatBeginsLikeAnMboxIsStillOneMessage() throws IOException {
        Path file = write("inbox", "From x\n\nm");

        MailFiles found = MailFiles.below(file);

        assertThat(found.files()).singleElement().satisfies(message -> {
            assertThat(message.form()).isEqualTo(MailFile.Form.MESSAGE);
            assertThat(message.beginsLikeAnMbox()).isTrue();
        });
    }

    @Test
    void pathThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> MailFiles.below(folder.resolve("gone")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void folderWithoutAnyMailIsSaid() throws IOException {
        write("tmp/3", "half a m");
        Files.createDirectories(folder.resolve("cur"));
        Files.createDirectories(folder.resolve("new"));

        assertThatThrownBy(() -> MailFiles.below(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no file to take in")
                .hasMessageContaining("deliveries that are under way");
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
