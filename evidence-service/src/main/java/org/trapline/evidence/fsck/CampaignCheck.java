package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.campaigns.CampaignFollower;
import org.trapline.evidence.campaigns.CampaignMembers;
import org.trapline.evidence.mail.ParsedMail;

/**
 * Whether campaigns agree with their members. Which of them a message belongs to follows from all messages before it and is
 * not decided again.
 */
final class CampaignCheck {

    private static final Reached REACHED = new Reached(CampaignFollower.NAME);

    private static final String MEMBERS =
            "select position, reason, similarity, hop_at from campaign_member where position = any (?)";

    /** A campaign's id has the milliseconds of that of the exhibit that began it. */
    private static final String BEGINNINGS = """
            select c.number, c.id, e.id
            from campaign c
            left join exhibit e on e.id >= (left(c.id::text, 13) || '-0000-0000-000000000000')::uuid
                and e.id <= (left(c.id::text, 13) || '-ffff-ffff-ffffffffffff')::uuid
            order by c.number
            """;

    /** Each gives place, exhibit and what is wrong; the database finds it in sets. */
    private static final List<String> CHECKS = List.of(
            """
            select 'campaign_member(position=' || coalesce(e.leaf_index, m.position) || ')', coalesce(e.id, m.exhibit),
                   case when m.position is null then 'it is missing: the message was put into a campaign'
                        when e.id is null then 'no message that was put into a campaign has this leaf'
                        else 'it is about another exhibit: ' || m.exhibit end
            from (select id, leaf_index from exhibit where kind = 'TRAP_MESSAGE' and %s) e
            full join campaign_member m on m.position = e.leaf_index
            where e.id is distinct from m.exhibit
            """.formatted(REACHED.taken("leaf_index")),
            """
            select 'campaign_member(position=' || m.position || ').campaign', m.exhibit,
                   'there is no campaign ' || m.campaign
            from campaign_member m where not exists (select from campaign c where c.number = m.campaign)
            """,
            """
            select 'campaign(number=' || c.number || ').messages', null,
                   'it says ' || c.messages || ' messages, and has ' || coalesce(m.messages, 0)
            from campaign c
            left join (select campaign, count(*) as messages from campaign_member group by 1) m on m.campaign = c.number
            where c.messages <> coalesce(m.messages, 0)
            """,
            """
            select 'campaign(number=' || c.number || ').first_at,last_at', null,
                   'it says ' || c.first_at || ' to ' || c.last_at || ', and its messages came from ' || m.first || ' to ' || m.last
            from campaign c
            join (select m.campaign, min(e.received_at) as first, max(e.received_at) as last
                  from campaign_member m join exhibit e on e.leaf_index = m.position group by 1) m on m.campaign = c.number
            where c.first_at > m.first or c.last_at < m.last
            """,
            // A campaign that a message was taken out of keeps the time of that message.
            """
            select 'campaign(number=' || c.number || ').first_at,last_at', null,
                   'no message came in at ' || string_agg(c.at::text, ' and ' order by c.at)
            from (select number, first_at as at from campaign union select number, last_at from campaign) c
            where not exists (select from exhibit e where e.received_at = c.at)
            group by c.number
            """,
            """
            with recursive way (campaign, into_) as (
                select campaign, into_ from campaign_merge
                union select w.campaign, m.into_ from way w join campaign_merge m on m.campaign = w.into_)
            select 'campaign(number=' || coalesce(c.number, w.campaign) || ').merged_into', null,
                   case when c.number is null then 'it is missing: a row of campaign_merge is of it'
                        when w.campaign is null then 'no row of campaign_merge leads to ' || c.merged_into
                        else 'the rows of campaign_merge lead to ' || w.root end
            from campaign c
            full join (select campaign, min(into_) as root from way group by 1) w on w.campaign = c.number
            where c.number is null or c.merged_into is distinct from w.root
            """,
            """
            select 'campaign(number=' || c.number || ').merged_into', null, 'there is no campaign ' || c.merged_into
            from campaign c
            where c.merged_into is not null and not exists (select from campaign o where o.number = c.merged_into)
            """,
            // Of an exhibit without trusted bytes the sites are counted when it is placed before, and not when after.
            """
            with counted as (
                select m.campaign, s.site, count(distinct m.position) as most,
                       count(distinct m.position) filter (where e.blocked_at is null and t.exhibit is null) as least
                from campaign_member m
                join exhibit_site s on s.position = m.position and s.site is not null
                join exhibit e on e.leaf_index = m.position
                left join vault_tombstone t on t.exhibit = e.id
                group by 1, 2),
            again as (%s),
            unsettled as (select m.campaign from again a
                join campaign_member m on m.position >= a.next and m.position < a.until)
            select 'campaign_site(campaign=' || campaign || ',site=' || site || ')', null,
                   'it says ' || coalesce(s.messages, 0) || ' messages, and the campaign has ' || coalesce(n.most, 0)
                        || ' that link to the site'
            from counted n full join campaign_site s using (campaign, site)
            where coalesce(s.messages, 0) not between coalesce(n.least, 0) and coalesce(n.most, 0)
                and not exists (select from unsettled u where u.campaign = coalesce(n.campaign, s.campaign))
            """.formatted(REACHED.again()));

    private final Connection snapshot;
    private final Report report;
    private Map<Long, Member> members = Map.of();

    CampaignCheck(Connection snapshot, Report report) {
        this.snapshot = snapshot;
        this.report = report;
    }

    private record Member(
            String reason, float similarity, @Nullable Instant hopAt) {}

    /** Takes up the members in a page. */
    void page(List<ExhibitRow> page) throws SQLException {
        List<Long> leaves = page.stream().map(ExhibitRow::leafIndex).toList();
        try (PreparedStatement select = snapshot.prepareStatement(MEMBERS)) {
            select.setArray(1, Reached.array(snapshot, List.copyOf(REACHED.of(snapshot, leaves))));
            members = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Timestamp hopAt = row.getTimestamp(4);
                    members.put(
                            row.getLong(1),
                            new Member(row.getString(2), row.getFloat(3), hopAt == null ? null : hopAt.toInstant()));
                }
            }
        }
    }

    /** @param mail what the exhibit's bytes say, read by the parser of this version */
    void check(ExhibitRow row, ParsedMail mail) {
        Member member = members.get(row.leafIndex());
        if (member == null) {
            return;
        }
        String place = "campaign_member(position=" + row.leafIndex() + ")";
        if (!CampaignMembers.isReason(member.reason(), member.similarity())) {
            report.add(Discrepancy.derived(
                    place + ".reason,similarity",
                    row.id(),
                    "no message is put into a campaign for " + member.reason() + " at " + member.similarity()));
        }
        boolean untrusted = row.blockedAt() != null && member.hopAt() == null;
        if (!untrusted && !same(member.hopAt(), CampaignMembers.hopAt(mail, row.receivedAt()))) {
            report.add(Discrepancy.derived(place + ".hop_at", row.id(), "the message's Received fields say otherwise"));
        }
    }

    private static boolean same(@Nullable Instant stored, @Nullable Instant made) {
        return stored == null ? made == null : stored.equals(made);
    }

    /** After the last exhibit. */
    void end() throws SQLException {
        ids();
        for (String check : CHECKS) {
            try (PreparedStatement select = snapshot.prepareStatement(check)) {
                select.setFetchSize(200);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        report.add(
                                Discrepancy.derived(row.getString(1), row.getObject(2, UUID.class), row.getString(3)));
                    }
                }
            }
        }
    }

    private void ids() throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(BEGINNINGS)) {
            select.setFetchSize(200);
            try (ResultSet row = select.executeQuery()) {
                boolean more = row.next();
                while (more) {
                    long number = row.getLong(1);
                    boolean begun = false;
                    while (more && row.getLong(1) == number) {
                        UUID exhibit = row.getObject(3, UUID.class);
                        begun |= exhibit != null
                                && CampaignMembers.begins(exhibit, number, row.getObject(2, UUID.class));
                        more = row.next();
                    }
                    if (!begun) {
                        report.add(Discrepancy.derived(
                                "campaign(number=" + number + ").id",
                                null,
                                "a campaign of this number gets this id from no exhibit"));
                    }
                }
            }
        }
    }
}
