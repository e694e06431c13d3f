package org.trapline.evidence.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.S3Server;

/** The whole service on a bucket. */
@QuarkusTest
@TestProfile(S3IntakeTest.OnS3.class)
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

    public static class OnS3 implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            S3Server server = S3Server.attach();
            String bucket = "service-" + UUID.randomUUID();
            return Map.of(
                    "trapline.evidence.vault.store",
                    "s3",
                    "trapline.evidence.vault.s3.endpoint",
                    server.endpoint().toString(),
                    "trapline.evidence.vault.s3.bucket",
                    bucket,
                    "trapline.test.bucket-directory",
                    server.bucket(bucket).toString(),
                    "trapline.evidence.vault.s3.work",
                    "target/" + bucket,
                    "trapline.evidence.vault.s3.access-key",
                    S3Server.ACCESS_KEY,
                    "trapline.evidence.vault.s3.secret-key",
                    S3Server.SECRET_KEY);
        }
    }
}
