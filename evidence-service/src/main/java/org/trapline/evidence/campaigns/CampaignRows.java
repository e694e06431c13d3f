package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.trapline.messaging.StoreFailed;

/** Writes campaigns and reads back what clustering needs to go on. Runs in the follower's transaction. */
@ApplicationScoped
class CampaignRows {

    private final DataSource dataSource;

    CampaignRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void write(Placements placements) {
        if (placements.members().isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            writeCampaigns(connection, placements.growths());
            writeMembers(connection, placements.members());
            writeSites(connection, placements.sites());
            writeTemplates(connection, placements.templates());
            writeMerges(connection, placements.merges());
        } catch (SQLException e) {
            throw new StoreFailed("campaigns were not written", e);
        }
    }

    private static void writeCampaigns(Connection connection, Map<Long, Placements.Growth> growths)
            throws SQLException {
        Unnested rows = new Unnested("bigint", "uuid", "timestamptz", "timestamptz", "bigint");
        growths.forEach((number, g) ->
                rows.add(number, g.id(), g.first().toString(), g.last().toString(), g.messages()));
        rows.execute(
                connection,
                "insert into campaign (number, id, first_at, last_at, messages) select * from unnest(%s) on conflict"
                        + " (number) do update set messages = campaign.messages + excluded.messages,"
                        + " first_at = least(campaign.first_at, excluded.first_at),"
                        + " last_at = greatest(campaign.last_at, excluded.last_at)");
    }

    private static void writeMembers(Connection connection, List<Placements.Member> members) throws SQLException {
        Unnested rows = new Unnested("bigint", "bigint", "uuid", "text", "real", "timestamptz");
        members.forEach(m -> rows.add(
                m.position(),
                m.campaign(),
                m.exhibit(),
                m.reason().name(),
                (float) m.similarity(),
                m.hopAt() == null ? null : m.hopAt().toString()));
        rows.execute(
                connection,
                "insert into campaign_member (position, campaign, exhibit, reason, similarity, hop_at)"
                        + " select * from unnest(%s)");
    }

    private static void writeSites(Connection connection, Map<Long, Map<String, Long>> sites) throws SQLException {
        Unnested rows = new Unnested("bigint", "text", "bigint");
        sites.forEach((campaign, counts) -> counts.forEach((site, count) -> rows.add(campaign, site, count)));
        rows.execute(
                connection,
                "insert into campaign_site (campaign, site, messages) select * from unnest(%s) on conflict"
                        + " (campaign, site) do update set messages = campaign_site.messages + excluded.messages");
    }

    private static void writeTemplates(Connection connection, List<Placements.KeptTemplate> templates)
            throws SQLException {
        Unnested rows = new Unnested("bigint", "bigint", "bytea");
        templates.forEach(t -> rows.add(t.id(), t.campaign(), t.places()));
        rows.execute(connection, "insert into campaign_template (id, campaign, places) select * from unnest(%s)");
    }

    private static void writeMerges(Connection connection, List<Placements.KeptMerge> merges) throws SQLException {
        for (Placements.KeptMerge kept : merges) {
            try (PreparedStatement note = connection.prepareStatement(
                            "insert into campaign_merge (campaign, into_, position, similarity) values (?, ?, ?, ?)"
                                    + " on conflict do nothing");
                    // What was merged into the younger one before is read as part of the elder one too.
                    PreparedStatement move = connection.prepareStatement(
                            "update campaign set merged_into = ? where number = ? or merged_into = ?")) {
                note.setLong(1, kept.merge().campaign());
                note.setLong(2, kept.merge().into());
                note.setLong(3, kept.position());
                note.setFloat(4, (float) kept.merge().similarity());
                note.executeUpdate();
                move.setLong(1, kept.merge().into());
                move.setLong(2, kept.merge().campaign());
                move.setLong(3, kept.merge().campaign());
                move.executeUpdate();
            }
        }
    }

    /** Takes messages out of their campaigns, which are then counted again. */
    void remove(List<Long> positions) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        "select distinct campaign from campaign_member" + " where position = any (?)");
                PreparedStatement delete =
                        connection.prepareStatement("delete from campaign_member where position = any (?)");
                PreparedStatement count = connection.prepareStatement(
                        "update campaign c set messages ="
                                + " (select count(*) from campaign_member m where m.campaign = c.number) where number = any (?)");
                PreparedStatement clear =
                        connection.prepareStatement("delete from campaign_site where campaign = any (?)");
                PreparedStatement sites = connection.prepareStatement(
                        "insert into campaign_site (campaign, site, messages) select m.campaign, s.site,"
                                + " count(distinct s.position) from campaign_member m join exhibit_site s"
                                + " on s.position = m.position where m.campaign = any (?) and s.site is not null"
                                + " group by m.campaign, s.site")) {
            lock.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            List<Long> campaigns = new ArrayList<>();
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    campaigns.add(row.getLong(1));
                }
            }
            delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            delete.executeUpdate();
            for (PreparedStatement each : List.of(count, clear, sites)) {
                each.setArray(1, connection.createArrayOf("bigint", campaigns.toArray()));
                each.executeUpdate();
            }
        } catch (SQLException e) {
            throw new StoreFailed("messages were not taken out of their campaigns", e);
        }
    }

    /** Clustering as it was when the last campaign was written. */
    Kept restore(int templates) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement numbers =
                        connection.prepareStatement("select (select coalesce(max(number), 0) from campaign) + 1,"
                                + " (select coalesce(max(id), -1) from campaign_template) + 1");
                PreparedStatement merged = connection.prepareStatement(
                        "select number, merged_into from campaign where merged_into is not null");
                PreparedStatement kept = connection.prepareStatement(
                        "select campaign, places from campaign_template where id >= ? order by id");
                ResultSet next = numbers.executeQuery()) {
            next.next();
            Clustering clustering = new Clustering(templates, next.getLong(1));
            long nextTemplate = next.getLong(2);
            try (ResultSet row = merged.executeQuery()) {
                while (row.next()) {
                    clustering.restoreMerge(row.getLong(1), row.getLong(2));
                }
            }
            kept.setLong(1, TemplateIndex.firstOf(nextTemplate, templates));
            kept.setFetchSize(1000);
            try (ResultSet row = kept.executeQuery()) {
                while (row.next()) {
                    int[] places = new int[Template.PLACES];
                    ByteBuffer.wrap(row.getBytes(2)).asIntBuffer().get(places);
                    clustering.restore(Template.ofPlaces(places), row.getLong(1));
                }
            }
            return new Kept(clustering, nextTemplate);
        } catch (SQLException e) {
            throw new StoreFailed("campaigns were not read", e);
        }
    }

    /** @param nextTemplate number of the next template */
    record Kept(Clustering clustering, long nextTemplate) {}
}
