package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.findings.FindingFollower;
import org.trapline.evidence.findings.RemadeFindings;
import org.trapline.evidence.mail.MailParser;
import org.trapline.evidence.mail.ParsedMail;

/** Makes the findings of a page of messages again, by the rules that made the rows, and compares. */
final class FindingCheck {

    private static final Reached REACHED = new Reached(FindingFollower.NAME);

    private static final String STORED =
            "select position, rule_set, verdicts, missing, category from finding" + " where position = any (?)";

    /** What DNS said is written a moment before the message is noted to be taken again. */
    private static final String ANSWERED =
            "select exhibit from dns_at_receipt where receipt > (select receipt from dns_cursor) and exhibit = any (?)";

    private static final String MEMBERSHIP = "select coalesce(e.leaf_index, f.position), coalesce(e.id, f.exhibit),"
            + " case when f.position is null then 'it is missing: the message was judged'"
            + " when e.id is null then 'no message that was judged has this leaf'"
            + " else 'it is about another exhibit: ' || f.exhibit end"
            + " from (select id, leaf_index from exhibit where kind = any (?) and " + REACHED.taken("leaf_index")
            + ") e full join finding f on f.position = e.leaf_index where e.id is distinct from f.exhibit";

    private final Connection snapshot;
    private final RemadeFindings remade;
    private final Report report;
    private Map<Long, Stored> stored = Map.of();
    private @Nullable RemadeFindings.Known known;

    FindingCheck(Connection snapshot, RemadeFindings remade, Report report) {
        this.snapshot = snapshot;
        this.remade = remade;
        this.report = report;
    }

    private record Stored(String ruleSet, RemadeFindings.Verdicts verdicts) {}

    /** Takes up the rows of a page that are to be as they would be made now. */
    void page(List<ExhibitRow> page) throws SQLException {
        List<ExhibitRow> messages = page.stream()
                .filter(row -> row.isMail() && row.derived().parser().equals(MailParser.VERSION))
                .toList();
        List<UUID> ids = messages.stream().map(ExhibitRow::id).toList();
        Set<Long> reached = REACHED.of(
                snapshot, messages.stream().map(ExhibitRow::leafIndex).toList());
        known = remade.known(snapshot, ids);
        stored = stored(reached);
        for (ExhibitRow row : messages) {
            if (row.disposalUnderWay()) {
                stored.remove(row.leafIndex());
            }
        }
        answered(ids, messages);
    }

    private Map<Long, Stored> stored(Set<Long> leaves) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(STORED)) {
            select.setArray(1, Reached.array(snapshot, List.copyOf(leaves)));
            Map<Long, Stored> rows = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(
                            row.getLong(1),
                            new Stored(
                                    row.getString(2),
                                    new RemadeFindings.Verdicts(row.getString(3), row.getLong(4), row.getString(5))));
                }
            }
            return rows;
        }
    }

    private void answered(List<UUID> ids, List<ExhibitRow> messages) throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(ANSWERED)) {
            select.setArray(1, snapshot.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID exhibit = row.getObject(1, UUID.class);
                    messages.stream().filter(m -> m.id().equals(exhibit)).forEach(m -> stored.remove(m.leafIndex()));
                }
            }
        }
    }

    /**
     * @param raw the message's bytes; null when nothing is left of it but its row
     * @param mail what they say
     */
    void check(ExhibitRow row, byte @Nullable [] raw, ParsedMail mail) {
        Stored there = stored.get(row.leafIndex());
        if (there == null) {
            return;
        }
        String place = "finding(position=" + row.leafIndex() + ")";
        if (!there.ruleSet().equals(remade.ruleSet())) {
            report.add(Discrepancy.notice(
                    place + ".rule_set",
                    row.id(),
                    "it was made by another rule set than " + remade.ruleSet() + ", probably an older one: "
                            + there.ruleSet(),
                    "`reparse --all` makes it again"));
            return;
        }
        try {
            boolean same = raw != null && there.verdicts().equals(made(row, raw, mail));
            // Since it was blocked it may have been taken again, without the bytes that were not to be trusted.
            if (!same && (raw == null || row.blockedAt() != null)) {
                same = there.verdicts()
                        .equals(made(
                                row,
                                new byte[0],
                                ParsedMail.ofRow(
                                        row.derived().subject(), row.derived().sender())));
            }
            if (!same) {
                report.add(Discrepancy.derived(
                        place + ".verdicts,missing,category",
                        row.id(),
                        "the rules of " + there.ruleSet() + " say otherwise of the message"));
            }
        } catch (RuntimeException e) {
            report.add(Discrepancy.derived(place, row.id(), "it cannot be made again: " + e.getMessage()));
        }
    }

    private RemadeFindings.Verdicts made(ExhibitRow row, byte[] raw, ParsedMail mail) {
        return Objects.requireNonNull(known).about(row.id(), raw, mail);
    }

    /** After the last exhibit: messages without a row, and rows without a message. */
    void end() throws SQLException {
        try (PreparedStatement select = snapshot.prepareStatement(MEMBERSHIP)) {
            select.setFetchSize(200);
            select.setArray(
                    1,
                    snapshot.createArrayOf(
                            "text",
                            Arrays.stream(ExhibitKind.values())
                                    .filter(ExhibitKind::isMail)
                                    .map(Enum::name)
                                    .toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    report.add(Discrepancy.derived(
                            "finding(position=" + row.getLong(1) + ")",
                            row.getObject(2, UUID.class),
                            row.getString(3)));
                }
            }
        }
    }
}
