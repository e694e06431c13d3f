package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.OnS3;

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
    void goesAfterASegmentThatAMergeMovesWhileItReads() throws IOException {
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        UUID first = investigator
                .message("Subject: moved\r\n\r\n" + UUID.randomUUID())
                .exhibit();
        Exhibit exhibit = exhibit(first);
        int segment = exhibit.location().segment();
        String before = segments.find(segment).orElseThrow().object();
        try (SegmentBytes bytes = new SegmentBytes(vault, segments, Map.of())) {
            byte[] head = bytes.read(segment, 0, 100);

            for (int i = 0; i < 2 * 16; i++) {
                investigator.message("Subject: more\r\n\r\n" + UUID.randomUUID());
            }
            vault.tidy();

            assertThat(segments.find(segment).orElseThrow().object()).isNotEqualTo(before);
            assertThat(bytes.read(segment, 0, 100)).isEqualTo(head).hasSize(100);
        }
    }
}
