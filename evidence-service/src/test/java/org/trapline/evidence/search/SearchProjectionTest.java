package org.trapline.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.evidence.exhibits.Exhibits;
import org.trapline.evidence.following.StoredExhibits;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class SearchProjectionTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    Exhibits exhibits;

    @Inject
    StoredExhibits stored;

    @Inject
    Ledger ledger;

    @Test
    void aLostOrBrokenIndexIsMadeAgainFromVaultAndRows(@TempDir Path directory) throws Exception {
        String word = "r" + UUID.randomUUID().toString().replace("-", "");
        MessageReceipt receipt = EvidenceClient.as("investigator1", base).message("Subject: rebuilt\n\n" + word);
        ExhibitQuery query =
                new ExhibitQuery(word, null, null, null, null, null, null, null, null, null, null, null, null);

        for (String state : List.of("lost", "broken", "kept")) {
            SearchProjection projection = new SearchProjection(indexIn(directory), exhibits, stored, ledger);
            projection.start(new StartupEvent());
            projection.catchUp(() -> false);
            assertThat(projection.index().search(query.toLucene(null), 2))
                    .as(state)
                    .containsExactly(receipt.exhibit());
            assertThat(projection.behind()).isZero();
            projection.stop(new ShutdownEvent());
            if (state.equals("lost")) {
                breakFiles(directory);
            }
        }
    }

    private static void breakFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments"))
                    .toList()) {
                Files.writeString(file, "broken");
            }
        }
    }

    private static IndexConfig indexIn(Path directory) {
        return new IndexConfig() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public Duration commitInterval() {
                return Duration.ofSeconds(1);
            }
        };
    }
}
