package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trapline.cli.ApiClient;
import org.trapline.cli.demo.Facts.EvidenceFacts;
import org.trapline.cli.demo.Facts.ProofFacts;
import org.trapline.verifier.Checkpoint;

/** Reads the matter's trap messages back, and checks a sample of them and the log that they stand in. */
final class EvidenceReader {
    private static final int SAMPLE = 40;

    private final Casebook book;
    private final ApiClient investigator;
    private final Map<String, Integer> exhibitsOfSite = new TreeMap<>();
    private final Map<String, Integer> defects = new TreeMap<>();
    private final List<String> hashes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private long bytes;
    private int foreign;

    EvidenceReader(Casebook book) {
        this.book = book;
        this.investigator = book.desks.of(Desks.INVESTIGATOR);
        readExhibits();
    }

    /** Exhibits by the site that they link to. */
    Map<String, Integer> exhibitsOfSite() {
        return exhibitsOfSite;
    }

    private void readExhibits() {
        book.desks.each(Desks.INVESTIGATOR, "/api/evidence/exhibits?matter=" + book.matter, exhibit -> {
            if (!exhibit.path("kind").asText().equals("TRAP_MESSAGE")) {
                return;
            }
            String sha256 = exhibit.path("sha256").asText();
            hashes.add(sha256);
            ids.add(exhibit.path("id").asText());
            bytes += exhibit.path("size").asLong();
            foreign += book.truth.knows(sha256) ? 0 : 1;
            exhibit.path("sites").forEach(site -> exhibitsOfSite.merge(site.asText(), 1, Integer::sum));
            exhibit.path("defects").forEach(defect -> defects.merge(defect.asText(), 1, Integer::sum));
            book.narrator.passing("read back %,d exhibits".formatted(ids.size()));
        });
    }

    /** @param exhibit the one whose inclusion in the log is proven */
    EvidenceFacts evidence(String exhibit) {
        int step = Math.max(1, ids.size() / SAMPLE);
        int sampled = 0;
        int identical = 0;
        for (int i = 0; i < ids.size(); i += step) {
            byte[] raw = investigator.bytes("/api/evidence/exhibits/" + ids.get(i) + "/raw");
            sampled++;
            identical += TrapMessage.sha256(raw).equals(hashes.get(i)) && book.truth.knows(hashes.get(i)) ? 1 : 0;
        }
        JsonNode proof = investigator.get("/api/evidence/exhibits/" + exhibit + "/proof");
        Checkpoint checkpoint = LogProof.checkpoint(proof.path("checkpoint").asText());
        String key = new String(book.desks.anonymous().bytes("/api/evidence/log/key"), StandardCharsets.UTF_8);
        return new EvidenceFacts(
                ids.size(),
                foreign,
                book.heldBefore.size(),
                bytes,
                defects,
                sampled,
                identical,
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.rootHash(),
                LogProof.signed(checkpoint, key),
                new ProofFacts(
                        exhibit,
                        proof.path("leafIndex").asLong(),
                        proof.path("treeSize").asLong(),
                        LogProof.holds(proof, checkpoint)));
    }
}
