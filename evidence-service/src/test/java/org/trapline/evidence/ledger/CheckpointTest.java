package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.TreeHash;

class CheckpointTest {

    private static final String ORIGIN = "trapline.test/evidence";

    @TempDir
    Path directory;

    private LedgerKey key;

    @BeforeEach
    void makeKey() throws IOException {
        LedgerKey.create(directory.resolve("keys/ledger.pem"));
        key = LedgerKey.read(ORIGIN, directory.resolve("keys/ledger.pem"));
    }

    @Test
    void aSignedNoteIsVerifiedByItsKey() throws ProofFailed {
        Checkpoint signed = key.sign(42, TreeHash.ofNothing());

        Checkpoint verified = NoteVerifier.parse(key.verifier().toString()).verify(signed.note());

        assertThat(verified.size()).isEqualTo(42);
        assertThat(verified.root()).isEqualTo(TreeHash.ofNothing());
        assertThat(signed.note())
                .startsWith(ORIGIN + "\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— " + ORIGIN + " ");
    }

    @Test
    void signingTwiceGivesTheSameNote() {
        assertThat(key.sign(1, TreeHash.ofNothing()).note())
                .isEqualTo(key.sign(1, TreeHash.ofNothing()).note());
    }

    @Test
    void aChangedNoteFails() {
        String note = key.sign(42, TreeHash.ofNothing()).note();

        assertThatThrownBy(() -> key.verifier().verify(note.replace("\n42\n", "\n43\n")))
                .isInstanceOf(ProofFailed.class);
        assertThatThrownBy(() -> new NoteVerifier("other.test", key.verifier().publicKey()).verify(note))
                .isInstanceOf(ProofFailed.class);
    }

    @Test
    void theKeyFileIsItsOwnersAloneAndNeverReplaced() throws IOException {
        Path file = directory.resolve("keys/ledger.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> LedgerKey.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
