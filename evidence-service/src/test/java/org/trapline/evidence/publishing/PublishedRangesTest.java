package org.trapline.evidence.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class PublishedRangesTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    PublishedRanges ranges;

    @Test
    void aRangeIsReadWholeOrNotAtAll() {
        long leaf = EvidenceClient.as("investigator1", base)
                .message("Subject: published\r\n\r\n" + UUID.randomUUID())
                .leafIndex();

        assertThat(ranges.read(leaf, leaf + 1).refs()).hasSize(1);
        assertThatThrownBy(() -> ranges.read(leaf, leaf + 1_000)).isInstanceOf(LedgerAnomaly.class);
    }
}
