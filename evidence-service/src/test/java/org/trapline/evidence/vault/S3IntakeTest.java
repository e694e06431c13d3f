package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.OnS3;

/** The whole service on a bucket. */
@QuarkusTest
@TestProfile(OnS3.class)
@QuarkusTestResource(EvidencePlatform.class)
class S3IntakeTest {

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "trapline.test.bucket-directory")
    Path bucket;

    @Test
    void keepsMailInTheBucketAndGivesItBack() throws IOException {
        String message = "Subject: to the bucket\r\n\r\n" + UUID.randomUUID();
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);

        MessageReceipt receipt = investigator.message(message);

        byte[] raw = investigator
                .get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw")
                .body();
        assertThat(new String(raw, StandardCharsets.UTF_8)).isEqualTo(message);
        try (Stream<Path> objects = Files.list(bucket.resolve("evidence"))) {
            assertThat(objects)
                    .anySatisfy(o -> assertThat(o.getFileName().toString()).startsWith("segment-"));
        }
    }
}
