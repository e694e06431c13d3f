package org.trapline.evidence.fsck;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.findings.RemadeFindings;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;
import org.trapline.evidence.search.SearchProjection;

/** Makes derived data again from the verified bytes and compares it with what is stored. */
final class DerivedCheck implements AutoCloseable {

    /** So many are looked for again at the end: the index follows a moment behind. */
    private static final int MOST_MISSING = 10_000;

    private final PreparedStatement sites;
    private final SearchProjection search;
    private final FindingCheck findings;
    private final CampaignCheck campaigns;
    private final Report report;
    private final List<UUID> missing = new ArrayList<>();

    DerivedCheck(Connection snapshot, SearchProjection search, RemadeFindings remade, Report report)
            throws SQLException {
        this.sites = snapshot.prepareStatement("select position, host, site, exhibit from exhibit_site"
                + " where position between ? and ? order by position, host");
        this.search = search;
        this.findings = new FindingCheck(snapshot, remade, report);
        this.campaigns = new CampaignCheck(snapshot, report);
        this.report = report;
    }

    /** A leaf's host as its row has it; the exhibit stands in the row too. */
    private record Site(String host, @Nullable String site, UUID exhibit) {}

    /** @param raws verified bytes by exhibit; one without any is left out */
    void check(List<ExhibitRow> rows, Map<UUID, byte[]> raws) throws SQLException, IOException {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, Set<Site>> stored =
                sites(rows.get(0).leafIndex(), rows.get(rows.size() - 1).leafIndex());
        findings.page(rows);
        campaigns.page(rows);
        for (ExhibitRow row : rows) {
            byte[] raw = raws.get(row.id());
            Set<Site> there = stored.getOrDefault(row.leafIndex(), Set.of());
            if (raw != null) {
                ParsedMail mail = row.isMail() ? MailParser.parseOrUnreadable(raw) : ParsedMail.NOTHING;
                compare(row, mail, there);
                findings.check(row, raw, mail);
                campaigns.check(row, mail);
            } else if (row.disposed()) {
                findings.check(row, null, ParsedMail.NOTHING);
            }
        }
        List<UUID> lacking = search.lacking(rows.stream().map(ExhibitRow::id).toList());
        missing.addAll(lacking.subList(0, Math.min(lacking.size(), MOST_MISSING - missing.size())));
    }

    private Map<Long, Set<Site>> sites(long from, long to) throws SQLException {
        sites.setLong(1, from);
        sites.setLong(2, to);
        Map<Long, Set<Site>> stored = new HashMap<>();
        try (ResultSet row = sites.executeQuery()) {
            while (row.next()) {
                stored.computeIfAbsent(row.getLong(1), leaf -> new HashSet<>())
                        .add(new Site(row.getString(2), row.getString(3), row.getObject(4, UUID.class)));
            }
        }
        return stored;
    }

    private void compare(ExhibitRow row, ParsedMail mail, Set<Site> there) {
        ExhibitRow.Derived derived = row.derived();
        if (!derived.parser().equals(MailParser.VERSION)) {
            report.add(Discrepancy.derived(
                    place(row, "parser"), row.id(), "it was read by another parser than " + MailParser.VERSION));
        }
        column(row, "subject", derived.subject(), mail.subject());
        column(row, "sender", derived.sender(), mail.from());
        column(row, "sent_at", derived.sentAt(), mail.date());
        column(row, "defects", derived.defects(), mail.defects());
        Set<Site> made = new HashSet<>();
        for (LinkedHost link : mail.links()) {
            made.add(new Site(link.host(), link.site(), row.id()));
        }
        if (!made.equals(there)) {
            report.add(Discrepancy.derived(
                    "exhibit_site(position=" + row.leafIndex() + ")",
                    row.id(),
                    "the message links to " + made.size() + " hosts, and the " + there.size() + " rows are not those"));
        }
    }

    private void column(ExhibitRow row, String column, @Nullable Object stored, @Nullable Object made) {
        if (!Objects.equals(stored, made)) {
            report.add(Discrepancy.derived(place(row, column), row.id(), "the message says otherwise"));
        }
    }

    private static String place(ExhibitRow row, String column) {
        return "exhibit(id=" + row.id() + ")." + column;
    }

    /** After the last exhibit: what the index still lacks, sites of no exhibit, and what is to agree with other rows. */
    void end(Connection snapshot) throws IOException, SQLException {
        try (PreparedStatement select = snapshot.prepareStatement("select s.position, s.host from exhibit_site s"
                        + " where not exists (select from exhibit e where e.leaf_index = s.position) order by 1, 2");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                report.add(Discrepancy.derived(
                        "exhibit_site(position=" + row.getLong(1) + ",host=" + row.getString(2) + ")",
                        null,
                        "there is no such exhibit"));
            }
        }
        findings.end();
        campaigns.end();
        for (UUID id : search.lacking(missing)) {
            report.add(Discrepancy.derived("search index", id, "the exhibit is not in it"));
        }
    }

    @Override
    public void close() throws SQLException {
        sites.close();
    }
}
