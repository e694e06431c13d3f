package org.trapline.evidence.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class CopyRowsTest {

    private static final String[] COLUMNS = {"a", "b", "c", "d", "e", "f", "g", "h"};
    private static final UUID ID = UUID.fromString("01a231a0-7d18-7074-9b1b-113c4560ba14");

    @Inject
    DataSource dataSource;

    private Connection connection;

    @BeforeEach
    void makeATable() throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        execute("create temporary table copied (a text, b bytea, c uuid, d timestamptz, e bigint, f integer, g boolean,"
                + " h text[]) on commit drop");
    }

    @AfterEach
    void dropIt() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void everyTypeArrivesAsItWas() throws SQLException {
        CopyRows rows = new CopyRows("copied", COLUMNS);
        rows.add("tab\tline\nback\\slash \u20ac \ud83d\udce7")
                .add(new byte[] {0, -1, 9})
                .add(ID)
                .add(Instant.parse("0001-01-01T00:00:00.000001Z"))
                .add(Long.MIN_VALUE)
                .add(Integer.MAX_VALUE)
                .add(true)
                .add(List.of("a\\\"{b}", "", "\u00e4"))
                .endRow();
        rows.add((String) null)
                .add(new byte[0])
                .add((UUID) null)
                .add((Instant) null)
                .add(-1L)
                .add(0)
                .add(false)
                .add(List.of())
                .endRow();

        rows.into(connection);

        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from copied order by e")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("tab\tline\nback\\slash \u20ac \ud83d\udce7");
            assertThat(row.getBytes(2)).containsExactly(0, -1, 9);
            assertThat(row.getObject(3, UUID.class)).isEqualTo(ID);
            assertThat(row.getObject(4, OffsetDateTime.class))
                    .isEqualTo(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 1000, ZoneOffset.UTC));
            assertThat(row.getLong(5)).isEqualTo(Long.MIN_VALUE);
            assertThat(row.getInt(6)).isEqualTo(Integer.MAX_VALUE);
            assertThat(row.getBoolean(7)).isTrue();
            assertThat((String[]) row.getArray(8).getArray()).containsExactly("a\\\"{b}", "", "\u00e4");
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isNull();
            assertThat(row.getBytes(2)).isEmpty();
            assertThat(row.getObject(3)).isNull();
            assertThat(row.getObject(4)).isNull();
            assertThat(row.getBoolean(7)).isFalse();
            assertThat((String[]) row.getArray(8).getArray()).isEmpty();
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void manyRowsOutgrowTheFirstBuffer() throws SQLException {
        CopyRows rows = new CopyRows("copied", "a", "e");
        for (int i = 0; i < 5000; i++) {
            rows.add("x".repeat(i % 100)).add((long) i).endRow();
        }

        rows.into(connection);

        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), sum(e), sum(length(a)) from copied")) {
            row.next();
            assertThat(List.of(row.getLong(1), row.getLong(2), row.getLong(3)))
                    .containsExactly(5000L, 12_497_500L, 247_500L);
        }
    }

    @Test
    void whatTheTableRefusesLeavesTheConnectionUsable() throws SQLException {
        CopyRows wrong = new CopyRows("copied", "e");
        wrong.add("not a number").endRow();
        execute("savepoint before");

        assertThatThrownBy(() -> wrong.into(connection)).isInstanceOf(SQLException.class);

        execute("rollback to savepoint before");
        CopyRows right = new CopyRows("copied", "e");
        right.add(7L).endRow();
        right.into(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select e from copied")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(7);
        }
    }

    @Test
    void aRowHasEachColumn() {
        CopyRows rows = new CopyRows("copied", "a", "e");
        rows.add("one");

        assertThatThrownBy(rows::endRow).isInstanceOf(IllegalStateException.class);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
