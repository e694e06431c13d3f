package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.OnS3;
import org.trapline.evidence.vault.Vault;

@QuarkusTest
@TestProfile(OnS3.class)
@QuarkusTestResource(EvidencePlatform.class)
class FsckS3Test extends StoreContract {

    @ConfigProperty(name = "trapline.test.bucket-directory")
    Path bucket;

    @Override
    Path file(String object) {
        return bucket.resolve("evidence").resolve(object);
    }

    @Test
    void whatComesInBesideTheCheckIsNotNamed() throws Exception {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);

        Fsck beside = afterTheSnapshot(() -> investigator.message("Subject: later\r\n\r\n" + UUID.randomUUID()));

        assertThat(Collected.by(beside, false, runs)).isEmpty();
    }

    @Test
    void goesAfterASegmentThatAMergeMovesWhileItReads() throws IOException {
        Exhibit exhibit = exhibit(message());
        int segment = exhibit.location().segment();
        String before = segments.find(segment).orElseThrow().object();
        try (SegmentBytes bytes = new SegmentBytes(vault, segments, Map.of())) {
            byte[] head = bytes.read(segment, 0, 100);

            mergeWithMore();

            assertThat(segments.find(segment).orElseThrow().object()).isNotEqualTo(before);
            assertThat(bytes.read(segment, 0, 100)).isEqualTo(head).hasSize(100);
        }
    }

    @Test
    void goesAfterASegmentThatMovesTwiceBeforeItIsOpened() throws IOException {
        UUID exhibit = message();
        int segment = exhibit(exhibit).location().segment();
        byte[] head;
        try (SegmentBytes bytes = new SegmentBytes(vault, segments, Map.of())) {
            head = bytes.read(segment, 0, 100);
        }
        Deque<ThrowingRunnable> moves = new ArrayDeque<>(List.of(this::mergeWithMore, () -> dispose(exhibit)));

        try (SegmentBytes bytes = new SegmentBytes(before(moves), segments, Map.of())) {
            assertThat(bytes.read(segment, 0, 100)).isEqualTo(head).hasSize(100);
        }

        assertThat(moves).isEmpty();
    }

    /** The store, in which something else is done before each call. */
    private Vault before(Deque<ThrowingRunnable> moves) {
        return (Vault) Proxy.newProxyInstance(
                Vault.class.getClassLoader(), new Class<?>[] {Vault.class}, (proxy, method, arguments) -> {
                    if (!moves.isEmpty()) {
                        moves.remove().run();
                    }
                    try {
                        return method.invoke(vault, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void mergeWithMore() throws IOException {
        for (int i = 0; i < 2 * 16; i++) {
            message();
        }
        vault.tidy();
    }

    private UUID message() {
        return EvidenceClient.as("investigator1", base)
                .message("Subject: moved\r\n\r\n" + UUID.randomUUID())
                .exhibit();
    }
}
