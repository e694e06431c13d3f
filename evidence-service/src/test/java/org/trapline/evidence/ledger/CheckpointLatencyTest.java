package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class CheckpointLatencyTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    Ledger ledger;

    private EvidenceClient investigator;
    private EvidenceClient anyone;
    private NoteVerifier key;

    @BeforeEach
    void enter() throws ProofFailed {
        investigator = EvidenceClient.as("investigator1", base);
        anyone = EvidenceClient.withToken(null, base);
        key = NoteVerifier.parse(EvidenceClient.text(anyone.get("/api/evidence/log/key")));
    }

    @Test
    void aMessageIsInTheCheckpointThatFollowsItsAcknowledgement() throws ProofFailed {
        for (int i = 0; i < 20; i++) {
            MessageReceipt receipt = investigator.message("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n");

            assertThat(published().size()).isGreaterThan(receipt.leafIndex());
        }
    }

    @Test
    void aCheckpointIsSignedWhenNobodyAsks() {
        investigator.message("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
        long size = ledger.head().size();

        await().atMost(Duration.ofSeconds(10)).until(() -> ledger.signedSize() >= size);
    }

    @Test
    void checkpointsOnlyGrowWhileManyHandMailIn() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<?>> sending = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            sending.add(senders.submit(() -> {
                for (int i = 0; i < 15; i++) {
                    MessageReceipt receipt = investigator.message("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
                    assertThat(published().size()).isGreaterThan(receipt.leafIndex());
                }
                return null;
            }));
        }
        senders.shutdown();
        CompletableFuture<Void> all = CompletableFuture.runAsync(() -> sending.forEach(CheckpointLatencyTest::join));

        List<Checkpoint> seen = new ArrayList<>();
        do {
            seen.add(published());
        } while (!all.isDone());

        all.join();
        Map<Long, String> roots = new HashMap<>();
        for (int i = 0; i < seen.size(); i++) {
            Checkpoint checkpoint = seen.get(i);
            assertThat(roots.computeIfAbsent(checkpoint.size(), size -> checkpoint.rootHash()))
                    .isEqualTo(checkpoint.rootHash());
            if (i > 0 && checkpoint.size() != seen.get(i - 1).size()) {
                ProofVerifier.consistency(seen.get(i - 1), checkpoint, proof(seen.get(i - 1), checkpoint));
            }
        }
        assertThat(roots.size()).isGreaterThan(1);
    }

    private List<byte[]> proof(Checkpoint first, Checkpoint second) {
        assertThat(second.size()).isGreaterThan(first.size());
        return first.size() == 0
                ? List.of()
                : anyone
                        .get(
                                "/api/evidence/log/consistency?first=" + first.size() + "&second=" + second.size(),
                                LogResource.ConsistencyProof.class)
                        .consistency()
                        .stream()
                        .map(Base64.getDecoder()::decode)
                        .toList();
    }

    private Checkpoint published() throws ProofFailed {
        return key.verify(EvidenceClient.text(anyone.get("/api/evidence/log/checkpoint")));
    }

    private static void join(Future<?> sending) {
        try {
            sending.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
