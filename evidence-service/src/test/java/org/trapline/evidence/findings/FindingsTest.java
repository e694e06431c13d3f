package org.trapline.evidence.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class FindingsTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void showsWhatEveryRuleMakesOfAMessageAndWhere() {
        String message = pills();
        UUID exhibit = investigator.message(message).exhibit();

        ExhibitFindings findings = legal.get("/api/evidence/exhibits/" + exhibit + "/findings", ExhibitFindings.class);

        ExhibitFindings.View subject = finding(findings, "S1");
        assertThat(subject.verdict()).isEqualTo(Verdict.INDICATED);
        assertThat(subject.citation()).isEqualTo("15 USC 7704(a)(2)");
        assertThat(subject.reasons().get(0).text()).contains("\"Re:\"");
        ExhibitFindings.ByteRange range = subject.reasons().get(0).range();
        assertThat(message.substring(range.offset(), range.offset() + range.length()))
                .startsWith("Subject: Re:");
        assertThat(subject.missing()).extracting(RuleResource.FactView::id).contains("human-subject");
        assertThat(findings.category().category()).isEqualTo(ProductCategory.COUNTERFEIT_DRUGS);
        assertThat(findings.findings()).extracting(ExhibitFindings.View::rule).contains("O2", "B1", "MA-2");
        assertThat(findings.notice()).contains("never that a law was broken");
    }

    @Test
    void keepsARowForEveryMessageThatComesIn() {
        UUID exhibit = investigator.message(pills()).exhibit();

        await().untilAsserted(() -> assertThat(value("select category from finding where exhibit = '" + exhibit + "'"))
                .isEqualTo("COUNTERFEIT_DRUGS"));
    }

    @Test
    void countsTheLastReviewAndKeepsTheOthers() {
        String id = investigator.message(pills()).exhibit() + ".S1";
        String path = "/api/evidence/findings/" + id + "/review";

        HttpResponse<byte[]> first = legal.post(path, review("ACCEPTED"), "If-Match", "\"0\"");
        HttpResponse<byte[]> late = investigator.post(path, review("REJECTED"), "If-Match", "\"0\"");
        HttpResponse<byte[]> second = investigator.post(path, review("REJECTED"), "If-Match", "\"1\"");

        assertThat(first.statusCode()).as(EvidenceClient.text(first)).isEqualTo(201);
        problem(late, 412);
        assertThat(second.statusCode()).isEqualTo(201);
        ExhibitFindings.View finding = legal.get("/api/evidence/findings/" + id, ExhibitFindings.View.class);
        assertThat(finding.history())
                .extracting(ExhibitFindings.ReviewView::verdict)
                .containsExactly(Reviews.Decision.ACCEPTED, Reviews.Decision.REJECTED);
        assertThat(finding.review()).isEqualTo(finding.history().get(1));
        assertThat(finding.review().current()).isTrue();
        assertThat(finding.review().of()).isEqualTo(Verdict.INDICATED);
        assertThat(finding.review().by()).isEqualTo("investigator1");
    }

    @Test
    void aReviewWrittenUnderSealStaysThereWhenTheExhibitBecomesOpen() {
        String message = pills();
        UUID exhibit = investigator.message(message, "matter=" + matter(true)).exhibit();
        String path = "/api/evidence/findings/" + exhibit + ".S1";
        String sealed = "{\"verdict\":\"ACCEPTED\",\"reason\":\"as the informant told\"}";
        assertThat(legal.post(path + "/review", sealed, "If-Match", "\"0\"").statusCode())
                .isEqualTo(201);

        investigator.message(message);

        EvidenceClient outsider = EvidenceClient.as("legal2", base);
        assertThat(EvidenceClient.text(outsider.get(path))).doesNotContain("informant");
        assertThat(EvidenceClient.text(legal.get(path))).contains("informant");
        HttpResponse<byte[]> own = outsider.post(path + "/review", review("REJECTED"), "If-Match", "\"0\"");
        assertThat(own.statusCode()).as(EvidenceClient.text(own)).isEqualTo(201);
        assertThat(legal.get(path, ExhibitFindings.View.class).history())
                .extracting(ExhibitFindings.ReviewView::number)
                .containsExactly(1, 2);
        assertThat(outsider.get(path, ExhibitFindings.View.class).history())
                .extracting(ExhibitFindings.ReviewView::number)
                .containsExactly(1);
    }

    @Test
    void refusesAReviewWithoutAReasonOrAnEntityTag() {
        String path = "/api/evidence/findings/" + investigator.message(pills()).exhibit() + ".S1/review";

        problem(legal.post(path, review("ACCEPTED")), 428);
        problem(legal.post(path, "{\"verdict\":\"ACCEPTED\",\"reason\":\" \"}", "If-Match", "\"0\""), 400);
        problem(legal.post(path, "{\"verdict\":\"PERHAPS\",\"reason\":\"x\"}", "If-Match", "\"0\""), 400);
    }

    @Test
    void knowsNoFindingOfAnUnknownRuleOrExhibit() {
        UUID exhibit = investigator.message(pills()).exhibit();

        problem(legal.get("/api/evidence/findings/" + exhibit + ".Z9"), 404);
        problem(legal.get("/api/evidence/findings/nonsense"), 404);
        problem(legal.get("/api/evidence/exhibits/" + UUID.randomUUID() + "/findings"), 404);
    }

    @Test
    void showsTheRulesAsData() {
        RuleResource.RuleSetView rules = legal.get("/api/evidence/rules", RuleResource.RuleSetView.class);

        assertThat(rules.rules()).hasSizeGreaterThan(20);
        assertThat(legal.get("/api/evidence/rules/X1", RuleResource.RuleView.class)
                        .text())
                .contains("19 ASCII characters");
        problem(legal.get("/api/evidence/rules/Z9"), 404);
    }

    @Test
    void rollsAMatterUpInCountsAndNeverInRates() {
        UUID trap = trap();
        UUID matter = matter(true);
        investigator.message(pills(), "matter=" + matter, "trap=" + trap);
        investigator.message(pills(), "matter=" + matter, "trap=" + trap);
        investigator.message(
                "Subject: lunch " + UUID.randomUUID() + "\n\nShall we meet at noon in the usual place?",
                "matter=" + matter);

        RollUp rollUp = awaitFindings(matter, 3);

        assertThat(rollUp.trapMessages().messages()).isEqualTo(2);
        assertThat(rollUp.otherMessages().messages()).isEqualTo(1);
        assertThat(rollUp.categories()).containsEntry(ProductCategory.COUNTERFEIT_DRUGS, 2L);
        RollUp.RuleCount address = rollUp.rules().stream()
                .filter(r -> r.rule().equals("C3"))
                .findFirst()
                .orElseThrow();
        assertThat(address.verdicts()).containsEntry(Verdict.INDICATED, 2L).containsEntry(Verdict.NOT_APPLICABLE, 1L);
        assertThat(address.trapMessages()).isEqualTo(2);
        assertThat(address.statement())
                .contains("2 of 3")
                .contains("pattern or practice")
                .doesNotContain("%");
        assertThat(rollUp.warnings()).anyMatch(w -> w.contains("federal district court"));
        assertThat(rollUp.tasks()).anyMatch(t -> t.contains("Federal Trade"));
        assertThat(rollUp.missingFacts()).anySatisfy(f -> {
            assertThat(f.id()).isEqualTo("protected-computer");
            assertThat(f.messages()).isEqualTo(3);
        });
        HttpResponse<byte[]> hidden =
                EvidenceClient.as("legal2", base).get("/api/evidence/matters/" + matter + "/findings");
        problem(hidden, 404);
        assertThat(EvidenceClient.text(hidden)).contains("no messages of matter " + matter);
    }

    @Test
    void aTrapThatComesLaterChangesTheRollUpAsItChangesTheFindings() {
        UUID matter = matter(true);
        String message = pills();
        UUID exhibit = investigator.message(message, "matter=" + matter).exhibit();
        Verdict before = finding(findings(exhibit), "C1").verdict();
        assertThat(verdicts(awaitFindings(matter, 1), "C1")).containsOnlyKeys(before);

        investigator.message(message, "matter=" + matter, "trap=" + trap());

        Verdict after = finding(findings(exhibit), "C1").verdict();
        assertThat(after).isNotEqualTo(before);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(verdicts(awaitFindings(matter, 1), "C1"))
                .containsOnlyKeys(after));
    }

    private ExhibitFindings findings(UUID exhibit) {
        return legal.get("/api/evidence/exhibits/" + exhibit + "/findings", ExhibitFindings.class);
    }

    private static Map<Verdict, Long> verdicts(RollUp rollUp, String rule) {
        return rollUp.rules().stream()
                .filter(r -> r.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .verdicts();
    }

    @Test
    void rollsACampaignUp() throws SQLException {
        UUID exhibit = investigator.message(pills(), "trap=" + trap()).exhibit();
        String campaign =
                "select c.id from campaign c join campaign_member m on m.campaign = c.number where m.exhibit = '";
        await().untilAsserted(() -> assertThat(value(campaign + exhibit + "'")).isNotNull());
        String path = "/api/evidence/campaigns/" + value(campaign + exhibit + "'");

        RollUp rollUp = legal.get(path + "/findings", RollUp.class);

        assertThat(rollUp.trapMessages().messages()).isPositive();
        assertThat(legal.get(path).statusCode()).isEqualTo(200);
        assertThat(legal.get(path + "/samples").statusCode()).isEqualTo(200);
        problem(legal.get("/api/evidence/campaigns/" + UUID.randomUUID() + "/findings"), 404);
    }

    @Test
    void statesARateOnlyWhenPeopleHaveReviewedTheWholeSample() {
        UUID matter = matter(false);
        for (int i = 0; i < 32; i++) {
            investigator.message(pills(), "matter=" + matter);
        }
        awaitFindings(matter, 32);
        String path = "/api/evidence/matters/" + matter + "/samples";

        problem(legal.post(path, "{\"rule\":\"S1\",\"size\":5}"), 409);
        problem(legal.post(path, "{\"rule\":\"S1\",\"size\":33}"), 409);
        problem(legal.post(path, "{\"rule\":\"X1\",\"size\":30}"), 409);
        problem(legal.post(path, "{\"rule\":\"Z9\",\"size\":30}"), 404);
        HttpResponse<byte[]> drawn = legal.post(path, "{\"rule\":\"S1\",\"size\":30}", "Idempotency-Key", "a" + matter);
        HttpResponse<byte[]> repeated =
                legal.post(path, "{\"rule\":\"S1\",\"size\":30}", "Idempotency-Key", "a" + matter);

        assertThat(drawn.statusCode()).as(EvidenceClient.text(drawn)).isEqualTo(201);
        SampleView sample = EvidenceClient.as(drawn.body(), SampleView.class);
        assertThat(EvidenceClient.as(repeated.body(), SampleView.class).id()).isEqualTo(sample.id());
        assertThat(sample.population()).isEqualTo(32);
        assertThat(sample.rate()).isNull();
        assertThat(sample.statement()).contains("0 of 30");
        JsonNode audited = EvidenceClient.as("auditor1", base)
                .get(
                        "/api/evidence/audit?type=SAMPLED&exhibit="
                                + sample.drawn().get(29).exhibit(),
                        JsonNode.class)
                .path("items");
        assertThat(audited.findValuesAsText("reference"))
                .containsExactly(sample.id().toString());
        assertThat(audited.findValuesAsText("count")).containsExactly("30");
        for (int i = 0; i < 30; i++) {
            HttpResponse<byte[]> answer = legal.post(
                    "/api/evidence/findings/" + sample.drawn().get(i).finding() + "/review",
                    review(i < 3 ? "REJECTED" : "ACCEPTED"),
                    "If-Match",
                    "\"0\"");
            assertThat(answer.statusCode()).isEqualTo(201);
        }
        SampleView complete = legal.get(path + "/" + sample.id(), SampleView.class);
        assertThat(complete.accepted()).isEqualTo(27);
        assertThat(complete.rate()).isEqualTo(Wilson.of(27, 30));
        assertThat(complete.statement()).contains("27 of 30").contains("32");
        problem(legal.get("/api/evidence/matters/" + matter(false) + "/samples/" + sample.id()), 404);
    }

    @Test
    void aSampleOfSealedMessagesDoesNotExistForOthers() throws SQLException {
        UUID sealed = investigator.message(pills(), "matter=" + matter(true)).exhibit();

        refusesOthersTheSampleOfACampaignWith(sealed, pills());
    }

    @Test
    void neitherDoesOneOfMessagesThatWereOnlyAddedToASealedMatter() throws SQLException {
        UUID theirs = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
        String ownTemplate = Stream.generate(UUID::randomUUID)
                .limit(12)
                .map(words -> words.toString().replaceAll("[0-9]", "q").replace('-', ' '))
                .collect(Collectors.joining(" "));
        UUID added =
                investigator.message(pills() + ownTemplate, "matter=" + theirs).exhibit();
        investigator.post(
                "/api/evidence/matters/" + matter(true) + "/exhibits",
                "{\"exhibits\":[\"" + added + "\"],\"reason\":\"one ring\"}");

        refusesOthersTheSampleOfACampaignWith(added, pills() + ownTemplate);
    }

    private void refusesOthersTheSampleOfACampaignWith(UUID sealed, String open) throws SQLException {
        investigator.message(open);
        String campaign = "select c.id from campaign c join campaign_member m on m.campaign = c.number"
                + " join finding f on f.position = m.position where m.exhibit = '" + sealed + "'";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(value(campaign)).isNotNull());
        String path = "/api/evidence/campaigns/" + value(campaign);
        await().untilAsserted(() -> {
            RollUp rollUp = legal.get(path + "/findings", RollUp.class);
            assertThat(rollUp.messages()).isGreaterThan(1);
            assertThat(rollUp.pending()).isZero();
        });
        long indicated = legal.get(path + "/findings", RollUp.class).rules().stream()
                .filter(r -> r.rule().equals("S1"))
                .findFirst()
                .orElseThrow()
                .indicated();

        HttpResponse<byte[]> drawn =
                legal.post(path + "/samples", "{\"rule\":\"S1\",\"size\":" + Math.min(30, indicated) + "}");

        assertThat(drawn.statusCode()).as(EvidenceClient.text(drawn)).isEqualTo(201);
        String id = EvidenceClient.as(drawn.body(), SampleView.class).id().toString();
        assertThat(EvidenceClient.text(legal.get(path + "/samples"))).contains(id);
        EvidenceClient outsider = EvidenceClient.as("legal2", base);
        assertThat(outsider.get(path + "/findings").statusCode()).isEqualTo(200);
        assertThat(EvidenceClient.text(outsider.get(path + "/samples"))).doesNotContain(id);
        problem(outsider.get(path + "/samples/" + id), 404);
    }

    @Test
    void thePlatformDrawsTheSeedAndEverySampleShowsHowManyWereDrawn() {
        UUID matter = matter(false);
        List<Leaf> population = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            MessageReceipt receipt = investigator.message(pills(), "matter=" + matter);
            population.add(new Leaf(receipt.exhibit(), receipt.leafIndex()));
        }
        awaitFindings(matter, 31);
        String path = "/api/evidence/matters/" + matter + "/samples";
        String wanted = "{\"rule\":\"S1\",\"size\":30}";

        problem(legal.post(path, wanted.replace("30", "30,\"seed\":\"" + "11".repeat(32) + "\"")), 400);
        SampleView first = EvidenceClient.as(legal.post(path, wanted).body(), SampleView.class);
        SampleView second = EvidenceClient.as(legal.post(path, wanted).body(), SampleView.class);
        SampleView other = EvidenceClient.as(
                legal.post(path, "{\"rule\":\"C3\",\"size\":30}").body(), SampleView.class);

        assertThat(first.seed()).isNotEqualTo(second.seed());
        assertThat(second.statement()).contains("sample 2 of 2");
        assertThat(other.statement()).contains("sample 1 of 1");
        assertThat(legal.get(path + "/" + first.id(), SampleView.class).statement())
                .contains("sample 1 of 2");
        // Anybody can draw it again from what it shows.
        byte[] seed = HexFormat.of().parseHex(first.seed());
        assertThat(first.drawn())
                .extracting(SampleView.Drawn::exhibit)
                .isEqualTo(Draw.of(seed, population, 30).stream()
                        .map(Leaf::exhibit)
                        .toList());
        assertThat(first.positions()).isEqualTo(HexFormat.of().formatHex(Draw.fingerprint(population)));
    }

    private record Leaf(UUID exhibit, long position) implements Draw.Member {}

    private RollUp awaitFindings(UUID matter, long messages) {
        String path = "/api/evidence/matters/" + matter + "/findings";
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            RollUp rollUp = legal.get(path, RollUp.class);
            assertThat(rollUp.messages()).isEqualTo(messages);
            assertThat(rollUp.pending()).isZero();
        });
        return legal.get(path, RollUp.class);
    }

    /** A matter as takedown-service announces it: for legal alone when sealed, else for everyone. */
    private UUID matter(boolean sealed) {
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        return sealed
                ? rows.sealedMatter(EvidenceClient.subject("legal1"), EvidenceClient.subject("investigator1"))
                : rows.openMatter();
    }

    private UUID trap() {
        return EvidenceClient.as("admin1", base).trap("pool");
    }

    private static ExhibitFindings.View finding(ExhibitFindings findings, String rule) {
        return findings.findings().stream()
                .filter(f -> f.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static String review(String verdict) {
        return "{\"verdict\":\"" + verdict + "\",\"reason\":\"as read on the screen\"}";
    }

    private static String pills() {
        return "From: Pills <info@pills.example>\r\nSubject: Re: your talk " + UUID.randomUUID() + "\r\n\r\n"
                + "Buy now: v1agra at best prices, $20 at http://pills.example/\r\n";
    }

    private @Nullable String value(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
