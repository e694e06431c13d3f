package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.verifier.Checkpoint;

/** A service is given another key than the one that its log is signed with. */
@QuarkusTest
@TestProfile(LedgerAnomalyTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class LedgerKeyTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    Ledger ledger;

    @Inject
    LedgerConfig config;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    @TempDir
    Path directory;

    private Checkpoint signed;

    @BeforeEach
    void sign() {
        EvidenceClient.as("investigator1", base).message("Subject: " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
        signed = ledger.checkpoint();
    }

    @Test
    void aServiceWithAnotherKeyDoesNotStartAndSaysWhatToDo() throws IOException {
        Path other = directory.resolve("other.pem");
        LedgerKey.create(other);

        assertThatThrownBy(() -> ledger(new Settings(config.origin(), other, false)))
                .isInstanceOf(LedgerKeyChanged.class)
                .hasMessageContaining("key-file")
                .hasMessageContaining("up to " + signed.size() + " leaves")
                .hasMessageContaining(other.toString())
                .hasMessageContaining(signed.note().lines().skip(4).findFirst().orElseThrow())
                .hasMessageContaining("Put back");
    }

    @Test
    void neitherDoesOneUnderAnotherOrigin() {
        assertThatThrownBy(() -> ledger(new Settings("other.test/evidence", config.keyFile(), false)))
                .isInstanceOf(LedgerKeyChanged.class);
    }

    @Test
    void noKeyIsMadeForALogThatIsSigned() {
        Path lost = directory.resolve("lost.pem");

        assertThatThrownBy(() -> ledger(new Settings(config.origin(), lost, true)))
                .isInstanceOf(LedgerKeyChanged.class)
                .hasMessageContaining("there is no " + lost);

        assertThat(Files.exists(lost)).isFalse();
    }

    /** As docs/formats/ledger.md has it. */
    @Test
    void aLostKeyIsReplacedOnceWhatItSignedIsSetAside() throws Exception {
        execute("""
                begin;
                create table checkpoint_timestamp_of_lost_key as table checkpoint_timestamp;
                create table checkpoint_of_lost_key as table checkpoint;
                alter table checkpoint_timestamp disable trigger user;
                alter table checkpoint disable trigger user;
                delete from checkpoint_timestamp;
                delete from checkpoint;
                alter table checkpoint enable trigger user;
                alter table checkpoint_timestamp enable trigger user;
                commit;
                """);
        try {
            Ledger anew = ledger(new Settings(config.origin(), directory.resolve("new.pem"), true));

            Checkpoint again = anew.checkpoint();

            assertThat(again.size()).isEqualTo(signed.size());
            assertThat(again.root()).isEqualTo(signed.root());
            assertThat(anew.verifier().verify(again.note()).root()).isEqualTo(signed.root());
            assertThat(again.note()).isNotEqualTo(signed.note());
        } finally {
            execute("""
                    begin;
                    alter table checkpoint disable trigger user;
                    delete from checkpoint;
                    alter table checkpoint enable trigger user;
                    insert into checkpoint select * from checkpoint_of_lost_key;
                    insert into checkpoint_timestamp select * from checkpoint_timestamp_of_lost_key;
                    drop table checkpoint_of_lost_key, checkpoint_timestamp_of_lost_key;
                    commit;
                    """);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Ledger ledger(LedgerConfig settings) {
        return new Ledger(dataSource, clock, settings);
    }

    private record Settings(String origin, Path keyFile, boolean createKey) implements LedgerConfig {

        @Override
        public Optional<URI> url() {
            return Optional.empty();
        }
    }
}
