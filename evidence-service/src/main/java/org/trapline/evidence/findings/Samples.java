package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.messaging.StoreFailed;

/** Random samples, as they were drawn. */
@ApplicationScoped
class Samples {

    private static final String SELECT = "select id, scope, scope_id, rule, rule_version, rule_set, seed, population,"
            + " positions, ledger_size, drawn, actor_name, at, matters from finding_sample ";

    private final DataSource dataSource;

    Samples(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Writes a sample in the caller's transaction. */
    void add(Sample sample, String actor) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into finding_sample (id, scope, scope_id, rule,"
                                + " rule_version, rule_set, seed, population, positions, ledger_size, drawn, actor,"
                                + " actor_name, at, matters) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, sample.id());
            insert.setString(2, sample.scope().name());
            insert.setObject(3, sample.scopeId());
            insert.setString(4, sample.rule());
            insert.setInt(5, sample.ruleVersion());
            insert.setString(6, sample.ruleSet());
            insert.setBytes(7, sample.seed());
            insert.setLong(8, sample.population());
            insert.setBytes(9, sample.positions());
            insert.setLong(10, sample.ledgerSize());
            insert.setArray(11, connection.createArrayOf("uuid", sample.drawn().toArray()));
            insert.setString(12, actor);
            insert.setString(13, sample.by());
            insert.setTimestamp(14, Timestamp.from(sample.at()));
            insert.setArray(
                    15, connection.createArrayOf("uuid", sample.matters().toArray()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailed("a sample was not written", e);
        }
    }

    /** The samples of a campaign or matter whose matters are all in sight, the last drawn first. */
    List<Sample> of(Scope scope) {
        return select("where scope_id = ? and matters is not null order by id desc limit 500", scope.id()).stream()
                .filter(s -> s.matters().stream().allMatch(scope.sight()::has))
                .toList();
    }

    /** @throws NoSuchSample when there is none, or one of its matters is not in sight */
    Sample require(Scope scope, UUID id) {
        return select("where matters is not null and id = ?", id).stream()
                .filter(s -> s.scopeId().equals(scope.id()))
                .filter(s -> s.matters().stream().allMatch(scope.sight()::has))
                .findFirst()
                .orElseThrow(() -> new NoSuchSample(id));
    }

    /** Who draws until a sample pleases him shows it by their number. */
    Place place(Sample sample) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) filter (where id <= ?), count(*)"
                                + " from finding_sample where scope_id = ? and rule = ?")) {
            select.setObject(1, sample.id());
            select.setObject(2, sample.scopeId());
            select.setString(3, sample.rule());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Place(row.getInt(1), row.getInt(2));
            }
        } catch (SQLException e) {
            throw new StoreFailed("samples were not counted", e);
        }
    }

    /**
     * Which of the samples that were drawn for a rule from a campaign or matter one is.
     *
     * @param number from 1, in the order of drawing
     * @param of how many there are
     */
    record Place(int number, int of) {}

    private List<Sample> select(String where, UUID parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + where)) {
            select.setObject(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                List<Sample> samples = new ArrayList<>();
                while (row.next()) {
                    samples.add(sample(row));
                }
                return samples;
            }
        } catch (SQLException e) {
            throw new StoreFailed("samples were not read", e);
        }
    }

    private static Sample sample(ResultSet row) throws SQLException {
        Array drawn = row.getArray(11);
        return new Sample(
                row.getObject(1, UUID.class),
                Scope.Kind.valueOf(row.getString(2)),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getBytes(7),
                row.getLong(8),
                row.getBytes(9),
                row.getLong(10),
                List.of((UUID[]) drawn.getArray()),
                Set.of((UUID[]) row.getArray(14).getArray()),
                row.getString(12),
                row.getTimestamp(13).toInstant());
    }

    /** People's last reviews of the drawn messages that are about the sample's version of the rule and its verdict. */
    Map<UUID, Reviews.Decision> reviews(Sample sample, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select exhibit, decision from (select distinct on (v.exhibit) v.exhibit, v.decision,"
                                + " v.rule_version, v.verdict from finding_review v where v.rule = ?"
                                + " and v.exhibit = any (?) and " + Sight.of("v")
                                + " order by v.exhibit, v.number desc)"
                                + " l where rule_version = ? and verdict = 'INDICATED'")) {
            select.setString(1, sample.rule());
            select.setArray(2, connection.createArrayOf("uuid", sample.drawn().toArray()));
            select.setInt(sight.bind(connection, select, 3), sample.ruleVersion());
            try (ResultSet row = select.executeQuery()) {
                Map<UUID, Reviews.Decision> reviews = new HashMap<>();
                while (row.next()) {
                    reviews.put(row.getObject(1, UUID.class), Reviews.Decision.valueOf(row.getString(2)));
                }
                return reviews;
            }
        } catch (SQLException e) {
            throw new StoreFailed("the reviews of a sample were not read", e);
        }
    }

    /**
     * A uniform random sample, and all that it takes to draw it again.
     *
     * @param scope what it was drawn from
     * @param scopeId the campaign or matter
     * @param rule whose verdict INDICATED people review
     * @param ruleSet the machine's verdicts were made with
     * @param seed 32 random bytes
     * @param population messages of the scope in which the machine indicated the rule
     * @param positions SHA-256 over their positions in the ledger
     * @param ledgerSize leaves of the ledger at the time
     * @param drawn exhibits, in the order in which they were drawn
     * @param matters those by which alone some of the population was in sight
     * @param by who drew it
     */
    record Sample(
            UUID id,
            Scope.Kind scope,
            UUID scopeId,
            String rule,
            int ruleVersion,
            String ruleSet,
            byte[] seed,
            long population,
            byte[] positions,
            long ledgerSize,
            List<UUID> drawn,
            Set<UUID> matters,
            String by,
            Instant at) {}
}
