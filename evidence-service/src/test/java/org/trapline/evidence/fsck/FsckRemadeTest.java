package org.trapline.evidence.fsck;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.custody.CustodyRuns;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.search.SearchProjection;

/** Findings and campaigns, which a check makes again or counts again. */
@QuarkusTest
@TestProfile(FsckFaultTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class FsckRemadeTest {

    private static final List<String> COLUMNS = List.of(
            "finding: position exhibit rule_set verdicts missing category",
            "campaign_member: position campaign exhibit reason hop_at",
            "campaign: number id merged_into first_at last_at messages",
            "campaign_merge: campaign into_",
            "campaign_site: campaign site messages");

    @TestHTTPResource("/")
    URI base;

    @Inject
    Fsck fsck;

    @Inject
    CustodyRuns runs;

    @Inject
    SearchProjection search;

    @Inject
    DataSource dataSource;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private EvidenceClient investigator;
    private EvidenceRowsSql sql;
    private MessageReceipt message;

    @BeforeEach
    void evidence() throws SQLException {
        investigator = EvidenceClient.as("investigator1", base);
        sql = new EvidenceRowsSql(dataSource);
        String trap = EvidenceClient.as("admin1", base).trap("pool").toString();
        for (String words : List.of(words(), words())) {
            for (int i = 0; i < 3; i++) {
                message = investigator.message(offer(words, i), "trap", trap);
            }
        }
        Awaitility.await().until(this::settled);
    }

    @Test
    void findsNothingWrongWithFindingsAndCampaignsAsTheyWereMade() throws Exception {
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
        assertThat(numbers("select count(*) from finding where category <> 'OTHER'"))
                .isNotEqualTo(List.of(0L));
        assertThat(numbers("select count(*) from campaign where messages > 2 and exists"
                        + " (select from campaign_site s where s.campaign = number and s.messages > 2)"))
                .isNotEqualTo(List.of(0L));
    }

    @Test
    void namesEachChangedValueOfFindingsAndCampaigns() throws Exception {
        merge();
        ChangedRows rows = new ChangedRows(
                dataSource, random, COLUMNS.stream().map(c -> c.split(": ")[0]).toList());
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
        List<String> missed = new ArrayList<>();
        for (String columns : COLUMNS) {
            String table = columns.split(": ")[0];
            for (String column : columns.split(": ")[1].split(" ")) {
                String key = any(rows, table, column);
                // Null is a key that another row has already.
                while (rows.change(table, column, key) == null) {
                    key = any(rows, table, column);
                }

                List<Discrepancy> found = Collected.by(fsck, true, runs);

                rows.restore(table);
                if (!isNamed(table, key, found)) {
                    missed.add(table + "." + column + " where " + key + ": " + found);
                }
            }
        }

        assertThat(missed).as("seed " + seed).isEmpty();
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
    }

    @Test
    void namesAFindingThatIsMissingAndOneThatIsTooMany() throws Exception {
        long leaf = message.leafIndex();
        sql.update("update finding set position = 1000000 where position = ?", leaf);

        List<Discrepancy> found = Collected.by(fsck, true, runs);

        sql.update("update finding set position = ? where position = 1000000", leaf);
        assertThat(found)
                .extracting(Discrepancy::place)
                .containsExactlyInAnyOrder("finding(position=" + leaf + ")", "finding(position=1000000)");
    }

    @Test
    void namesAMessageThatIsInNoCampaign() throws Exception {
        long leaf = message.leafIndex();
        sql.update("update campaign_member set position = 1000000 where position = ?", leaf);

        List<Discrepancy> found = Collected.by(fsck, true, runs);

        sql.update("update campaign_member set position = ? where position = 1000000", leaf);
        assertThat(found)
                .extracting(Discrepancy::place)
                .contains("campaign_member(position=" + leaf + ")", "campaign_member(position=1000000)");
    }

    @Test
    void callsAFindingOfAnOlderRuleSetANotice() throws Exception {
        List<String> current = strings("select distinct rule_set from finding");
        sql.update("update finding set rule_set = '2001-01', verdicts = 'N' where position = ?", message.leafIndex());

        List<Discrepancy> found = Collected.by(fsck, true, runs);

        takeAgain("findings", message.leafIndex());
        Awaitility.await().until(this::settled);
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.level()).isEqualTo(Discrepancy.Level.NOTICE);
            assertThat(d.exhibit()).isEqualTo(message.exhibit());
            assertThat(d.place()).isEqualTo("finding(position=" + message.leafIndex() + ").rule_set");
        });
        assertThat(strings("select distinct rule_set from finding")).isEqualTo(current);
    }

    @Test
    void saysNothingOfWhatAFollowerHasNotReachedOrIsToTakeAgain() throws Exception {
        List<String> before = strings("select verdicts from finding where position = " + message.leafIndex());
        sql.update("update finding set verdicts = 'N' where position = ?", message.leafIndex());
        assertThat(Collected.by(fsck, true, runs)).isNotEmpty();

        List<Discrepancy> found;
        // Followers wait for this lock; a check only reads.
        try (Connection lock = dataSource.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table finding, campaign_member in share row exclusive mode");
            takeAgain("findings", message.leafIndex());
            investigator.message(offer(words(), 1));
            Awaitility.await().until(() -> search.behind() == 0);
            assertThat(settled()).isFalse();
            found = Collected.by(fsck, true, runs);
            lock.rollback();
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::settled);
        assertThat(found).isEmpty();
        assertThat(Collected.by(fsck, true, runs)).isEmpty();
        assertThat(strings("select verdicts from finding where position = " + message.leafIndex()))
                .isEqualTo(before);
    }

    @Test
    void findingsAndCampaignsThatWereTakenAgainAreSound() throws Exception {
        for (String follower : List.of("findings", "campaigns")) {
            sql.update("insert into follower_redo (follower, next, until) select '" + follower
                    + "', 0, size from ledger_head");
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::settled);

        assertThat(Collected.by(fsck, true, runs)).isEmpty();
    }

    /** As a message that is like both would have shown. */
    private void merge() throws SQLException {
        List<Long> two = numbers(
                "select number from campaign where merged_into is null and messages > 2" + " order by number limit 2");
        sql.update(
                "insert into campaign_merge select ?, ?, position, 0.9 from campaign_member where campaign = ?"
                        + " limit 1",
                two.get(1),
                two.get(0),
                two.get(0));
        sql.update("update campaign set merged_into = ? where number = ?", two.get(0), two.get(1));
    }

    private void takeAgain(String follower, long leaf) {
        sql.update("insert into follower_redo (follower, next, until) values (?, ?, ?)", follower, leaf, leaf + 1);
    }

    /** Nothing else was changed; a member that is missing here or too many there is a fault of its campaign. */
    private static boolean isNamed(String table, String key, List<Discrepancy> found) {
        String row = table + "(" + key.replace(" and ", ",").replaceAll("[ ']", "") + ")";
        return found.stream().anyMatch(d -> {
            boolean ofCampaign =
                    d.place().startsWith("campaign(number=") || d.what().startsWith("there is no campaign ");
            return d.place().contains(row) || ofCampaign && !table.equals("finding");
        });
    }

    private String any(ChangedRows rows, String table, String column) throws SQLException {
        String key =
                switch (table) {
                    case "finding", "campaign_member" -> "'position = ' || position";
                    case "campaign" -> "'number = ' || number";
                    case "campaign_merge" -> "'campaign = ' || campaign || ' and into_ = ' || into_";
                    default -> "'campaign = ' || campaign || ' and site = ''' || site || ''''";
                };
        List<String> keys = rows.strings("select " + key + " from " + table + " where " + column + " is not null");
        return keys.get(random.nextInt(keys.size()));
    }

    private boolean settled() throws SQLException {
        return search.behind() == 0
                && numbers("select (select count(*) from follower where name in ('findings', 'campaigns')"
                                + " and position = (select size from ledger_head)) * 10"
                                + " + (select count(*) from follower_redo)")
                        .equals(List.of(20L));
    }

    private List<Long> numbers(String query) throws SQLException {
        return strings(query).stream().map(Long::valueOf).toList();
    }

    private List<String> strings(String query) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }

    /** Words that no other message has: digits would be masked. */
    private static String words() {
        StringBuilder words = new StringBuilder();
        UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .forEach(c -> words.append((char) (Character.isDigit(c) ? 'g' + c - '0' : c)));
        return words.toString();
    }

    private static String offer(String words, int number) {
        StringBuilder text = new StringBuilder("Received: from relay.example (relay.example [192.0.2.7])\n"
                + " by mx.trap.example; Fri, 2 Jan 2026 03:04:0" + number + " +0000\n"
                + "From: shop" + number + "@shop.example\nSubject: Cheap pills " + number + "\n\n"
                + "Viagra and Cialis without prescription at http://www." + words + ".example/" + number + "\n");
        for (int i = 1; i < 29; i++) {
            text.append("the ")
                    .append(words, i, i + 3)
                    .append("ia is for the ")
                    .append(words, i / 2, i / 2 + 2)
                    .append("eo ");
        }
        return text.toString();
    }
}
