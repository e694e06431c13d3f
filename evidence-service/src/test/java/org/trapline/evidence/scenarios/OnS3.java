package org.trapline.evidence.scenarios;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.UUID;

/** The service on a bucket of its own, whose objects are merged when a test says so. */
public class OnS3 implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        S3Server server = S3Server.attach();
        String bucket = "service-" + UUID.randomUUID();
        return Map.of(
                "trapline.evidence.vault.tidy-every",
                "1d",
                "trapline.evidence.custody-journal.every",
                "1d",
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
