package org.trapline.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the closing table says, read back through the API by those whose business it is.
 *
 * @param messages trap messages of the window, copies counted
 * @param sites linked from the matter's exhibits
 */
record Facts(
        String matter,
        int messages,
        EvidenceFacts evidence,
        List<SiteFacts> sites,
        List<OperatorFacts> operators,
        OrderFacts order,
        List<NoticeFacts> notices,
        Chain chain) {

    /**
     * @param exhibits distinct trap messages in the matter
     * @param foreign exhibits among them that are none of the window's messages
     * @param alreadyHeld of the exhibits, in the ledger before this run
     * @param bytes of all exhibits
     * @param defects exhibits by defect
     * @param sampled exhibits of which the raw bytes were read back and hashed
     * @param identical of those, byte for byte what was handed in
     */
    record EvidenceFacts(
            int exhibits,
            int foreign,
            int alreadyHeld,
            long bytes,
            Map<String, Integer> defects,
            int sampled,
            int identical,
            String logOrigin,
            long logSize,
            String logRoot,
            boolean signatureHolds,
            ProofFacts proof) {}

    /** @param holds whether the inclusion proof leads to the checkpoint's root */
    record ProofFacts(String exhibit, long leafIndex, long treeSize, boolean holds) {}

    /**
     * @param exhibits of this matter that link to the site
     * @param known exhibits by attribution's count, all matters together
     * @param registrar IANA id as RDAP gave it, null when it gave none
     */
    record SiteFacts(
            String site, int exhibits, long known, @Nullable String registrar) {}

    /**
     * @param bits score of the hypothesis
     * @param reasons strongest first, one of each kind and value
     */
    record OperatorFacts(
            String id,
            int revision,
            double bits,
            List<String> sites,
            List<String> parties,
            @Nullable String reviewed,
            @Nullable String ringleader,
            String explanationSha256,
            List<Reason> reasons) {}

    /** @param frequency how many entities of the matter hold the value */
    record Reason(String kind, String value, double bits, int frequency) {}

    record OrderFacts(
            String id,
            String state,
            String docket,
            String judge,
            String certifiedCopySha256,
            String drafter,
            String approver,
            List<LineFacts> lines) {

        long in(String lineState) {
            return lines.stream().filter(l -> l.state().equals(lineState)).count();
        }

        Optional<LineFacts> line(String value) {
            return lines.stream().filter(l -> l.value().equals(value)).findFirst();
        }
    }

    /**
     * @param lastSeen verdict of the platform's last look, null when it never looked
     * @param why as the platform says it, null when nothing needs saying
     */
    record LineFacts(
            String line,
            String kind,
            String value,
            String action,
            @Nullable String registrar,
            String state,
            @Nullable String lastSeen,
            @Nullable String why) {}

    /** @param proof the mail server's words */
    record NoticeFacts(
            String id,
            String registrar,
            String channel,
            String state,
            String to,
            @Nullable String proof,
            int names) {}

    /**
     * One message followed through to the notice that rests on it.
     *
     * @param batch the intake of the exhibit's first receipt
     * @param leafIndex its place in the evidence log
     */
    record Chain(
            String sha256,
            String exhibit,
            String batch,
            long leafIndex,
            String site,
            String operator,
            String order,
            String line,
            String notice) {}
}
