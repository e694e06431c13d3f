package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

    @TempDir
    Path folder;

    @Test
    void namesThePathAndTheReason() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(trouble(() -> Files.createDirectories(file.resolve("below"))))
                .isEqualTo("cannot use " + file.resolve("below") + ": Not a directory");
        assertThat(trouble(() -> Files.createDirectories(file)))
                .isEqualTo("cannot use " + file + ": it is not a folder");
        assertThat(trouble(() -> Files.size(folder.resolve("gone"))))
                .isEqualTo("cannot use " + folder.resolve("gone") + ": it does not exist");
        assertThat(trouble(() -> new FileReader(folder.toFile()).close()))
                .isEqualTo("cannot use " + folder + ": Is a directory");
        assertThat(FileTrouble.of(new AccessDeniedException("/root"))).isEqualTo("cannot use /root: permission denied");
        assertThat(FileTrouble.of(new IOException("No space left on device")))
                .isEqualTo("cannot read or write: No space left on device");
    }

    private static String trouble(ThrowingCallable use) {
        return FileTrouble.of(catchThrowableOfType(IOException.class, use));
    }
}
