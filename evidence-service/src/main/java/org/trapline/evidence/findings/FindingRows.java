package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;

/** One row a message: what the rules made of it, without the reasons, which are made again when someone asks. */
@ApplicationScoped
class FindingRows {

    private final DataSource dataSource;

    FindingRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Writes rows in the caller's transaction, in place of what was there. */
    void write(List<Row> rows, String ruleSet) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into finding (position, exhibit, rule_set, verdicts, missing, category)"
                                + " select u.position, u.exhibit, ?, u.verdicts, u.missing, u.category"
                                + " from unnest(?::bigint[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])"
                                + " as u (position, exhibit, verdicts, missing, category)"
                                + " on conflict (position) do update set rule_set = excluded.rule_set,"
                                + " verdicts = excluded.verdicts, missing = excluded.missing,"
                                + " category = excluded.category")) {
            insert.setString(1, ruleSet);
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::position).toArray()));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", rows.stream().map(Row::exhibit).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text", rows.stream().map(Row::verdicts).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::missing).toArray()));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "text", rows.stream().map(r -> r.category().name()).toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("findings were not written", e);
        }
    }

    /** The version of the rule set that the rows were made with; null before the first. */
    @Nullable String ruleSet() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select version from finding_rule_set");
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new StoreFailed("the findings' rule set was not read", e);
        }
    }

    void ruleSet(String version) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert =
                        connection.prepareStatement("insert into finding_rule_set (version) values (?)"
                                + " on conflict (single) do update set version = excluded.version")) {
            upsert.setString(1, version);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("the findings' rule set was not written", e);
        }
    }

    /** One past the last message that has a row. */
    long end() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select coalesce(max(position) + 1, 0) from finding");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreFailed("the last finding was not read", e);
        }
    }

    /**
     * @param position leaf index
     * @param verdicts a letter for each rule
     * @param missing a bit for each fact
     */
    record Row(long position, UUID exhibit, String verdicts, long missing, ProductCategory category) {

        static Row of(long position, UUID exhibit, StatuteEngine.Examination examination, RuleSet rules) {
            StringBuilder verdicts = new StringBuilder();
            long missing = 0;
            for (Finding finding : examination.findings()) {
                verdicts.append(finding.verdict().letter());
                for (String fact : finding.opinion().missing()) {
                    missing |= 1L << rules.factIds().indexOf(fact);
                }
            }
            return new Row(
                    position,
                    exhibit,
                    verdicts.toString(),
                    missing,
                    examination.products().category());
        }
    }
}
