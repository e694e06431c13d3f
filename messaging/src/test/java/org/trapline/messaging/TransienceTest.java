package org.trapline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TransienceTest {

    @Test
    void whatADatabaseThatIsAwaySaysMayPass() {
        assertThat(Transience.mayPass(new StoreFailed("not read", new SQLException("closed", "08006"))))
                .isTrue();
        assertThat(Transience.mayPass(new SQLException("shutting down", "57P01")))
                .isTrue();
        assertThat(Transience.mayPass(new SQLException("deadlock", "40P01"))).isTrue();
        assertThat(Transience.mayPass(new SQLException("Acquisition timeout while waiting for new connection")))
                .isTrue();
        assertThat(Transience.mayPass(new UncheckedIOException(new IOException("reset"))))
                .isTrue();
    }

    @Test
    void aRollbackThatSuppressedTheLossOfTheConnectionMayPass() {
        Exception rollback = new Exception("could not commit");
        rollback.addSuppressed(new SQLException("gone", "08003"));

        assertThat(Transience.mayPass(new IllegalStateException(rollback))).isTrue();
    }

    @Test
    void whatTheSameStatementWillSayAgainDoesNotPass() {
        assertThat(Transience.mayPass(new SQLException("duplicate key", "23505")))
                .isFalse();
        assertThat(Transience.mayPass(new SQLException("Connection cannot be enlisted")))
                .isFalse();
        assertThat(Transience.mayPass(new UncheckedIOException(new JsonMappingException(null, "not such a record"))))
                .isFalse();
    }
}
