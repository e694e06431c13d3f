package org.trapline.evidence.packets;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.timestamp.Timestamp;

/** What people read in a packet. */
final class PacketPage {

    private PacketPage() {}

    @CheckedTemplate(basePath = "packets")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance page(About about, List<Row> rows);

        static native TemplateInstance processCertificate(About about);

        static native TemplateInstance copyCertificate(About about);

        static native TemplateInstance affidavit(About about);
    }

    /**
     * A packet as its documents describe it.
     *
     * @param listed how many exhibits the page lists
     * @param checkpointSize entries of the log
     * @param checkpointRoot root of the log, base64
     * @param logOrigin the log's name
     * @param logKey the log's verifier key
     * @param logUrl where the log is published; null when this installation does not say
     * @param version of what made the packet
     * @param keyFingerprint SHA-256 of the signing key, hex
     * @param listSha256 of the list of exhibits, hex
     * @param stamp the time stamp of the log's head; null without one
     * @param stamping whether this installation has the log stamped at all
     * @param contents what the exhibits are
     * @param perjuryClause what an affidavit ends with
     * @param earliest first receipt of all exhibits
     * @param latest last of their first receipts
     * @param sample an exhibit to check by hand
     */
    record About(
            String title,
            String office,
            String requestedBy,
            Instant madeAt,
            boolean redacted,
            boolean specimen,
            String firstBates,
            String lastBates,
            long exhibits,
            long listed,
            long checkpointSize,
            String checkpointRoot,
            String logOrigin,
            String logKey,
            @Nullable String logUrl,
            String version,
            String keyFingerprint,
            String listSha256,
            @Nullable Timestamp stamp,
            boolean stamping,
            PacketContents contents,
            String perjuryClause,
            Instant earliest,
            Instant latest,
            Row sample) {

        /** Only messages are redacted. */
        public boolean leavesOut() {
            return redacted && contents.mail();
        }

        public String copies() {
            if (!leavesOut()) {
                return "true copies";
            }
            return contents.others()
                    ? "redacted copies, as far as they are messages, and otherwise true copies,"
                    : "redacted copies";
        }

        /** Stands at the foot of every page of a document. */
        public String footer() {
            return specimen ? "SPECIMEN - NOT A COURT DOCUMENT" : "Draft";
        }
    }

    /**
     * An exhibit as the page lists it.
     *
     * @param sender as the message claims
     * @param subject as the message claims
     * @param offset of its bytes in the WARC file
     * @param length of its bytes in the WARC file
     */
    record Row(
            String bates, Instant receivedAt, String sender, String subject, String sha256, long offset, long length) {

        /** As {@code tail -c} counts: from 1. */
        public long start() {
            return offset + 1;
        }
    }
}
