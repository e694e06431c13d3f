package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** Counts stored verdicts over sets of messages. */
@ApplicationScoped
class RollUps {

    private final DataSource dataSource;

    RollUps(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The messages of a set, counted by what was found about them. */
    List<Tally> tallies(Scope scope) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        scope.with() + "select s.trapped, f.rule_set, f.verdicts, f.missing, f.category, count(*) from"
                                + " seen s join exhibit e on e.id = s.exhibit left join finding f on f.position ="
                                + " s.position where e.kind = 'TRAP_MESSAGE' or f.position is not null group by"
                                + " 1, 2, 3, 4, 5")) {
            scope.bind(connection, select);
            try (ResultSet row = select.executeQuery()) {
                List<Tally> tallies = new ArrayList<>();
                while (row.next()) {
                    String category = row.getString(5);
                    tallies.add(new Tally(
                            row.getBoolean(1),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            category == null ? null : ProductCategory.valueOf(category),
                            row.getLong(6)));
                }
                return tallies;
            }
        } catch (SQLException e) {
            throw new StoreFailed("findings were not counted", e);
        }
    }

    /** How often people's last reviews accept and reject, by rule. */
    Map<String, Map<Reviews.Decision, Long>> reviews(Scope scope) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(scope.with()
                        + "select l.rule, l.decision, count(*) from (select distinct on (v.exhibit, v.rule)"
                        + " v.rule, v.decision from finding_review v join seen s on s.exhibit = v.exhibit where "
                        + Sight.of("v")
                        + " order by v.exhibit, v.rule, v.number desc) l group by 1, 2")) {
            scope.sight().bind(connection, select, scope.bind(connection, select));
            try (ResultSet row = select.executeQuery()) {
                Map<String, Map<Reviews.Decision, Long>> counts = new HashMap<>();
                while (row.next()) {
                    counts.computeIfAbsent(row.getString(1), r -> new HashMap<>())
                            .put(Reviews.Decision.valueOf(row.getString(2)), row.getLong(3));
                }
                return counts;
            }
        } catch (SQLException e) {
            throw new StoreFailed("reviews were not counted", e);
        }
    }

    /** The messages of a set in which a rule is indicated by the given rule set, in the order of the ledger. */
    List<Indicated> indicated(Scope scope, String ruleSet, int rule) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(scope.with()
                        + "select s.position, s.exhibit from seen s join finding f on f.position = s.position"
                        + " where f.rule_set = ? and substr(f.verdicts, ?, 1) = 'I' order by s.position")) {
            int at = scope.bind(connection, select);
            select.setString(at, ruleSet);
            select.setInt(at + 1, rule + 1);
            try (ResultSet row = select.executeQuery()) {
                List<Indicated> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Indicated(row.getLong(1), row.getObject(2, UUID.class)));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new StoreFailed("findings were not listed", e);
        }
    }

    /** The matters by which alone the scope shows some of the messages in which a rule is indicated. */
    Set<UUID> matters(Scope scope, String ruleSet, int rule) {
        if (scope.kind() == Scope.Kind.MATTER) {
            return Set.of(scope.id());
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(scope.with()
                        + "select distinct x.matter from seen s join finding f on f.position = s.position"
                        + " join exhibit_matter x on x.exhibit = s.exhibit"
                        + " where f.rule_set = ? and substr(f.verdicts, ?, 1) = 'I' and " + Sight.of("x")
                        + " and not exists (select from receipt o join batch p on p.id = o.batch"
                        + " where o.exhibit = s.exhibit and p.matter is null)")) {
            int at = scope.bind(connection, select);
            select.setString(at, ruleSet);
            select.setInt(at + 1, rule + 1);
            scope.sight().bind(connection, select, at + 2);
            try (ResultSet row = select.executeQuery()) {
                Set<UUID> matters = new HashSet<>();
                while (row.next()) {
                    matters.add(row.getObject(1, UUID.class));
                }
                return matters;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the matters of findings were not read", e);
        }
    }

    /** A message in which a rule is indicated. */
    record Indicated(long position, UUID exhibit) implements Draw.Member {}

    /**
     * @param trapped whether they came in by a trap
     * @param ruleSet that the findings were made with; null when there are none yet
     */
    record Tally(
            boolean trapped,
            @Nullable String ruleSet,
            @Nullable String verdicts,
            long missing,
            @Nullable ProductCategory category,
            long messages) {}
}
