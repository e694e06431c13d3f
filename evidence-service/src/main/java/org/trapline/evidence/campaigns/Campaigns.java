package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Sight;
import org.trapline.evidence.sites.AssignedRole;
import org.trapline.evidence.sites.SiteRoles;
import org.trapline.messaging.StoreFailed;

/** Reads campaigns as far as a caller may see them. */
@ApplicationScoped
class Campaigns {

    private static final int MOST_SITES = 20;

    /** The members of root campaigns in sight; the array of roots comes after the sight. */
    private static final String SEEN = " from campaign c join campaign_member m on m.campaign = c.number" + Sight.JOIN
            + "and coalesce(c.merged_into, c.number) = any (?)";

    private final DataSource dataSource;
    private final SiteRoles roles;

    Campaigns(DataSource dataSource, SiteRoles roles) {
        this.dataSource = dataSource;
        this.roles = roles;
    }

    /** The number of the campaign that an id stands for: of the elder one when it was merged. */
    Optional<Long> root(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select coalesce(merged_into, number) from campaign where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("campaign " + id + " was not read", e);
        }
    }

    /** The leaves of a campaign's messages, whoever may see them; empty when there is no such campaign. */
    long[] positions(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select m.position from campaign w"
                        + " join campaign c on coalesce(c.merged_into, c.number) = coalesce(w.merged_into, w.number)"
                        + " join campaign_member m on m.campaign = c.number where w.id = ?")) {
            select.setObject(1, id);
            LongStream.Builder positions = LongStream.builder();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    positions.add(row.getLong(1));
                }
            }
            return positions.build().toArray();
        } catch (SQLException e) {
            throw new StoreFailed("the messages of campaign " + id + " were not read", e);
        }
    }

    UUID idOf(long number) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select id from campaign where number = ?")) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        } catch (SQLException e) {
            throw new StoreFailed("campaign " + number + " was not read", e);
        }
    }

    /** Root campaigns that match, the last begun first. */
    List<Long> roots(CampaignQuery query, @Nullable UUID before, int count) {
        StringBuilder sql = new StringBuilder("select c.number from campaign c where c.merged_into is null");
        List<Object> parameters = new ArrayList<>();
        query.conditions(sql, parameters);
        if (before != null) {
            sql.append(" and c.id < ?");
            parameters.add(before);
        }
        sql.append(" order by c.id desc limit ").append(count);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                select.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                List<Long> roots = new ArrayList<>();
                while (row.next()) {
                    roots.add(row.getLong(1));
                }
                return roots;
            }
        } catch (SQLException e) {
            throw new StoreFailed("campaigns were not read", e);
        }
    }

    /** Those of the campaigns of which anything is in sight, in their order. */
    List<Campaign> seen(List<Long> roots, Sight sight) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select s.root, x.id, s.messages, s.hits, s.first, s.last"
                                + " from (select coalesce(c.merged_into, c.number) root, count(distinct m.position) messages,"
                                + " count(r.seq) hits, min(coalesce(r.at, x.added_at)) first,"
                                + " max(coalesce(r.at, x.added_at)) last" + SEEN
                                + " group by 1) s join campaign x on x.number = s.root")) {
            int at = sight.bindJoin(connection, select, 1);
            select.setArray(at, connection.createArrayOf("bigint", roots.toArray()));
            Map<Long, List<Campaign.Site>> sites = sites(connection, roots, sight);
            Map<Long, Campaign> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            row.getLong(1),
                            new Campaign(
                                    row.getObject(2, UUID.class),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getTimestamp(5).toInstant(),
                                    row.getTimestamp(6).toInstant(),
                                    sites.getOrDefault(row.getLong(1), List.of())));
                }
            }
            return roots.stream().filter(found::containsKey).map(found::get).toList();
        } catch (SQLException e) {
            throw new StoreFailed("campaigns were not read", e);
        }
    }

    private Map<Long, List<Campaign.Site>> sites(Connection connection, List<Long> roots, Sight sight)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(c.merged_into, c.number) root,"
                        + " s.site, count(distinct m.position) messages from campaign c"
                        + " join campaign_member m on m.campaign = c.number join exhibit_site s on s.position = m.position"
                        + Sight.JOIN
                        + "and s.site is not null and coalesce(c.merged_into, c.number) = any (?) group by root, s.site order by messages desc, s.site")) {
            int at = sight.bindJoin(connection, select, 1);
            select.setArray(at, connection.createArrayOf("bigint", roots.toArray()));
            Map<Long, List<Campaign.Site>> sites = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    List<Campaign.Site> of = sites.computeIfAbsent(row.getLong(1), n -> new ArrayList<>());
                    if (of.size() < MOST_SITES) {
                        AssignedRole role = roles.roleOf(row.getString(2));
                        of.add(new Campaign.Site(
                                row.getString(2), row.getLong(3), role.role(), role.by(), role.reason()));
                    }
                }
            }
            return sites;
        }
    }

    /** What a list leaves out; {@code template} is for the caller to fill in. */
    Campaign.Detail detail(long root, Campaign campaign, Sight sight, ShownTemplate template) {
        try (Connection connection = dataSource.getConnection()) {
            List<Campaign.TrapHits> traps = rows(
                    connection,
                    "select t.id, t.name, t.pool, s.hits from (select b.trap, count(*) hits" + SEEN
                            + " and b.trap is not null group by b.trap) s join trap t on t.id = s.trap"
                            + " order by s.hits desc, t.name",
                    root,
                    sight,
                    row -> new Campaign.TrapHits(
                            row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getLong(4)));
            Map<String, Long> pools = traps.stream()
                    .collect(Collectors.groupingBy(
                            Campaign.TrapHits::pool,
                            LinkedHashMap::new,
                            Collectors.summingLong(Campaign.TrapHits::hits)));
            List<UUID> merged = rows(
                    connection,
                    "select distinct c.id" + SEEN + " and c.merged_into is not null order by 1",
                    root,
                    sight,
                    row -> row.getObject(1, UUID.class));
            return new Campaign.Detail(
                    campaign,
                    merged,
                    template.text(),
                    template.withheld(),
                    pools.entrySet().stream()
                            .map(p -> new Campaign.Count(p.getKey(), p.getValue()))
                            .toList(),
                    traps.subList(0, Math.min(50, traps.size())),
                    rows(
                            connection,
                            "select e.sender, count(*) n from exhibit e where e.sender is not null and e.id in"
                                    + " (select m.exhibit" + SEEN
                                    + ") group by e.sender order by n desc, e.sender limit 20",
                            root,
                            sight,
                            Campaigns::count),
                    rows(
                            connection,
                            "select m.reason, count(distinct m.position) n" + SEEN
                                    + " group by m.reason order by n desc",
                            root,
                            sight,
                            Campaigns::count),
                    rows(
                            connection,
                            "select f.category, count(*) n from finding f where f.rule_set ="
                                    + " (select version from finding_rule_set) and f.position in (select m.position"
                                    + SEEN
                                    + ") group by f.category order by n desc, f.category",
                            root,
                            sight,
                            Campaigns::count),
                    samples(connection, root, sight));
        } catch (SQLException e) {
            throw new StoreFailed("a campaign was not read", e);
        }
    }

    /** The first member in sight. */
    Optional<UUID> first(long root, Sight sight) {
        try (Connection connection = dataSource.getConnection()) {
            return rows(
                            connection,
                            "select m.exhibit" + SEEN + " order by m.position limit 1",
                            root,
                            sight,
                            row -> row.getObject(1, UUID.class))
                    .stream()
                    .findFirst();
        } catch (SQLException e) {
            throw new StoreFailed("a campaign was not read", e);
        }
    }

    private static List<Campaign.Sample> samples(Connection connection, long root, Sight sight) throws SQLException {
        return rows(
                connection,
                "select exhibit, reason, similarity from (select m.*, row_number() over (order by m.position) - 1 n,"
                        + " count(*) over () total from (select distinct m.position, m.exhibit, m.reason, m.similarity"
                        + SEEN + ") m) s where n % greatest(1, (total + 19) / 20) = 0 order by n limit 20",
                root,
                sight,
                row -> new Campaign.Sample(row.getObject(1, UUID.class), row.getString(2), row.getDouble(3)));
    }

    private static Campaign.Count count(ResultSet row) throws SQLException {
        return new Campaign.Count(row.getString(1), row.getLong(2));
    }

    private static <T> List<T> rows(Connection connection, String sql, long root, Sight sight, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int at = sight.bindJoin(connection, select, 1);
            select.setArray(at, connection.createArrayOf("bigint", new Long[] {root}));
            try (ResultSet row = select.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (row.next()) {
                    read.add(reading.of(row));
                }
                return read;
            }
        }
    }

    /** One row read. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }
}
