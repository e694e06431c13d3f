package org.trapline.evidence.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.trapline.verifier.Checkpoint;

/**
 * What became of an upload. All of it is durable.
 *
 * @param batch the intake's id, which its receipts carry
 * @param received messages in the upload
 * @param fresh those that were not known
 * @param duplicates those that were: they have one more receipt
 * @param defective new ones with a defect
 * @param skipped archive members that are no messages: empty files, links, a mail program's own files
 * @param checkpoint covers every one of them
 */
public record IntakeSummary(
        UUID batch,
        long received,
        @JsonProperty("new") long fresh,
        long duplicates,
        long defective,
        int skipped,
        SignedHead checkpoint) {

    static IntakeSummary of(UUID batch, Intake intake, int skipped, Checkpoint checkpoint) {
        return new IntakeSummary(
                batch,
                intake.received(),
                intake.fresh(),
                intake.received() - intake.fresh(),
                intake.defective(),
                skipped,
                new SignedHead(checkpoint.size(), checkpoint.rootHash(), checkpoint.note()));
    }

    /**
     * @param size leaves in the tree
     * @param rootHash base64
     * @param note the signed note
     */
    public record SignedHead(long size, String rootHash, String note) {}
}
