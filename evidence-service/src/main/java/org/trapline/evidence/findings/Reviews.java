package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** What people said of findings. Reviews are added and never changed: the last one counts. */
@ApplicationScoped
class Reviews {

    private final DataSource dataSource;

    Reviews(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The reviews of an exhibit's findings that are in sight, the first one first, numbered as if there were no others. */
    List<Review> of(UUID exhibit, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select v.rule, row_number() over (partition by v.rule order by v.number), v.rule_version,"
                                + " v.rule_set, v.verdict, v.decision, v.reason, v.actor_name, v.at"
                                + " from finding_review v where v.exhibit = ? and " + Sight.of("v")
                                + " order by v.rule, v.number")) {
            select.setObject(1, exhibit);
            sight.bind(connection, select, 2);
            try (ResultSet row = select.executeQuery()) {
                List<Review> reviews = new ArrayList<>();
                while (row.next()) {
                    reviews.add(new Review(
                            row.getString(1),
                            row.getInt(2),
                            row.getInt(3),
                            row.getString(4),
                            Verdict.valueOf(row.getString(5)),
                            Decision.valueOf(row.getString(6)),
                            row.getString(7),
                            row.getString(8),
                            row.getTimestamp(9).toInstant()));
                }
                return reviews;
            }
        } catch (SQLException e) {
            throw new StoreFailed("reviews were not read", e);
        }
    }

    /** How many reviews a finding has, those too that are not in sight. */
    int count(FindingId finding) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from finding_review where exhibit = ? and rule = ?")) {
            select.setObject(1, finding.exhibit());
            select.setString(2, finding.rule());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new StoreFailed("reviews were not counted", e);
        }
    }

    /**
     * Adds a review.
     *
     * @param number of it among all of the finding
     * @param matter that the exhibit is known by to the reviewer; null when it is open
     * @return false when another review with the same number was there first
     */
    boolean add(UUID exhibit, int number, Review review, @Nullable UUID matter, String actor) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into finding_review (exhibit, rule, number, rule_version, rule_set, verdict, decision,"
                                + " reason, actor, actor_name, at, matter)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict do nothing")) {
            insert.setObject(1, exhibit);
            insert.setString(2, review.rule());
            insert.setInt(3, number);
            insert.setInt(4, review.ruleVersion());
            insert.setString(5, review.ruleSet());
            insert.setString(6, review.of().name());
            insert.setString(7, review.verdict().name());
            insert.setString(8, review.reason());
            insert.setString(9, actor);
            insert.setString(10, review.by());
            insert.setTimestamp(11, Timestamp.from(review.at()));
            insert.setObject(12, matter, Types.OTHER);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailed("a review was not written", e);
        }
    }

    /** What a person says of a finding. */
    @Schema(name = "ReviewDecision")
    enum Decision {
        ACCEPTED,
        REJECTED
    }

    /**
     * A person's review of a finding.
     *
     * @param rule the rule's id
     * @param number from 1, among those of the finding that are in sight
     * @param ruleVersion of the rule as it was then
     * @param ruleSet version of the rule set as it was then
     * @param of the machine's verdict as it was then
     * @param verdict whether the person accepts it
     * @param reason in the person's words
     * @param by the person's name at the time
     * @param at when
     */
    record Review(
            String rule,
            int number,
            int ruleVersion,
            String ruleSet,
            Verdict of,
            Decision verdict,
            String reason,
            @Nullable String by,
            Instant at) {}
}
