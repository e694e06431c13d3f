package org.trapline.evidence.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.following.Followers;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class CampaignsTest {

    private static final String RECEIVED =
            "Received: from a.example ([192.0.2.7]) by mx.trap.example; Thu, 15 Jan 2026 12:00:00 +0000\n";

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    @Inject
    Followers followers;

    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void gathersCopiesOfOneTemplateAndTellsWhatIsKnownOfThem() {
        String site = site();
        UUID trap = trap("pool-" + site);
        List<MessageReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            receipts.add(investigator.message(offer(site, i), "trap=" + trap));
        }
        MessageReceipt other = investigator.message(unlike(site));

        JsonNode campaign = awaited(legal, site, 4);
        JsonNode detail =
                legal.get("/api/evidence/campaigns/" + campaign.path("id").textValue(), JsonNode.class);

        assertThat(campaign.path("hits").asLong()).isEqualTo(4);
        assertThat(campaign.path("sites").findValuesAsText("domain")).containsExactlyInAnyOrder(site, "w3.org");
        assertThat(campaign.path("sites").findValuesAsText("role")).contains("ADVERTISED", "INFRASTRUCTURE");
        assertThat(detail.path("pools").findValuesAsText("name")).containsExactly("pool-" + site);
        assertThat(detail.path("pools").findValuesAsText("count")).containsExactly("4");
        assertThat(detail.path("samples").findValuesAsText("exhibit"))
                .containsExactlyElementsOf(
                        receipts.stream().map(r -> r.exhibit().toString()).toList())
                .doesNotContain(other.exhibit().toString());
        assertThat(detail.path("joined").findValuesAsText("name")).contains("FIRST", "TEXT");
        assertThat(detail.path("senders")).hasSize(4);
        assertThat(detail.path("template").textValue())
                .contains("hxxp://", site.replace(".", "[.]"))
                .doesNotContain("http://", "victim0");
    }

    @Test
    void searchFindsByCampaignSenderKindDefectAndAttachment() {
        String site = site();
        MessageReceipt first = investigator.message(offer(site, 1));
        MessageReceipt second = investigator.message(offer(site, 2));
        investigator.message(unlike(site));
        String campaign = "campaign=" + awaited(legal, site, 2).path("id").textValue();

        await().untilAsserted(() ->
                assertThat(legal.find(campaign).ids()).containsExactly(second.exhibit(), first.exhibit()));
        assertThat(legal.find(campaign, "sender=s1@relay.example").ids()).containsExactly(first.exhibit());
        assertThat(legal.find(campaign, "sender=relay.example", "kind=TRAP_MESSAGE", "attachment=false")
                        .ids())
                .hasSize(2);
        assertThat(legal.find(campaign, "attachment=true").ids()).isEmpty();
        assertThat(legal.find(campaign, "defect=broken-mime").ids()).isEmpty();
        assertThat(legal.find("campaign=" + UUID.randomUUID()).ids()).isEmpty();
        problem(legal.get("/api/evidence/exhibits?kind=x"), 400);
    }

    @Test
    void countsAndShowsOnlyWhatTheCallerMaySee() {
        String site = site();
        UUID sealed = sealedMatter();
        investigator.message(offer(site, 1), "matter=" + sealed);
        JsonNode first = awaited(investigator, site, 1);

        assertThat(campaigns(legal, site)).isEmpty();
        problem(legal.get("/api/evidence/campaigns/" + first.path("id").textValue()), 404);
        problem(legal.get("/api/evidence/campaigns/" + UUID.randomUUID()), 404);

        investigator.message(offer(site, 2), "matter=" + sealed);
        MessageReceipt open = investigator.message(offer(site, 3));
        awaited(investigator, site, 3);
        JsonNode seen = awaited(legal, site, 1);
        JsonNode detail = legal.get("/api/evidence/campaigns/" + seen.path("id").textValue(), JsonNode.class);

        assertThat(seen.path("id")).isEqualTo(first.path("id"));
        assertThat(detail.path("samples").findValuesAsText("exhibit"))
                .containsExactly(open.exhibit().toString());
        assertThat(detail.path("senders")).hasSize(1);
        assertThat(seen.path("firstAt").textValue())
                .isNotEqualTo(first.path("firstAt").textValue());
        assertThat(campaigns(legal, site, "matter=" + sealed)).isEmpty();
        assertThat(campaigns(investigator, site, "matter=" + sealed)).hasSize(1);
    }

    @Test
    void countsWhatTheMessagesSellAsFarAsTheCallerMaySeeThem() {
        String site = site();
        String pills = "<p>Viagra</p></html>";
        investigator.message(offer(site, 1).replace("</html>", pills));
        investigator.message(offer(site, 2).replace("</html>", pills), "matter=" + sealedMatter());
        investigator.message(offer(site, 3));
        String path = "/api/evidence/campaigns/"
                + awaited(investigator, site, 3).path("id").textValue();

        await().untilAsserted(() -> assertThat(categories(investigator, path))
                .containsExactly(entry("COUNTERFEIT_DRUGS", 2L), entry("OTHER", 1L)));
        assertThat(categories(legal, path)).containsExactly(entry("COUNTERFEIT_DRUGS", 1L), entry("OTHER", 1L));
    }

    private static Map<String, Long> categories(EvidenceClient who, String path) {
        Map<String, Long> counts = new LinkedHashMap<>();
        who.get(path, JsonNode.class)
                .path("categories")
                .forEach(c ->
                        counts.put(c.path("name").textValue(), c.path("count").longValue()));
        return counts;
    }

    @Test
    void aMessageThatWasOnlyAddedToTheMatterCounts() {
        String site = site();
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        UUID theirs = rows.sealedMatter(EvidenceClient.subject("investigator1"));
        UUID ours = rows.sealedMatter(EvidenceClient.subject("investigator1"), EvidenceClient.subject("legal1"));
        UUID added = investigator
                .message(offer(site, 1), "matter=" + theirs, "trap=" + trap("pool-" + site))
                .exhibit();
        investigator.message(offer(site, 2), "matter=" + theirs);
        JsonNode all = awaited(investigator, site, 2);
        assertThat(campaigns(legal, site)).isEmpty();

        investigator.post(
                "/api/evidence/matters/" + ours + "/exhibits",
                "{\"exhibits\":[\"" + added + "\"],\"reason\":\"one ring\"}");

        JsonNode seen = campaigns(legal, site, "matter=" + ours).get(0);
        JsonNode detail = legal.get("/api/evidence/campaigns/" + seen.path("id").textValue(), JsonNode.class);
        assertThat(seen.path("messages").asInt()).isOne();
        assertThat(seen.path("hits").asInt()).isZero();
        assertThat(Instant.parse(seen.path("firstAt").textValue()))
                .isAfter(Instant.parse(all.path("lastAt").textValue()));
        assertThat(seen.path("sites").findValuesAsText("domain")).contains(site);
        assertThat(detail.path("samples").findValuesAsText("exhibit")).containsExactly(added.toString());
        assertThat(detail.path("traps")).isEmpty();
        assertThat(campaigns(EvidenceClient.as("legal2", base), site)).isEmpty();
    }

    @Test
    void timesBoundByWhatIsShownOfACampaign() {
        String site = site();
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        UUID theirs = rows.sealedMatter(EvidenceClient.subject("investigator1"));
        UUID ours = rows.sealedMatter(EvidenceClient.subject("investigator1"), EvidenceClient.subject("legal1"));
        String message = offer(site, 1);
        UUID exhibit = investigator.message(message, "matter=" + theirs).exhibit();
        Instant first =
                Instant.parse(awaited(investigator, site, 1).path("lastAt").textValue());

        investigator.post(
                "/api/evidence/matters/" + ours + "/exhibits",
                "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"one ring\"}");

        String added = campaigns(legal, site).get(0).path("lastAt").textValue();
        assertThat(Instant.parse(added)).isAfter(first);
        assertThat(campaigns(legal, site, "from=" + added)).hasSize(1);
        assertThat(campaigns(legal, site, "from=" + Instant.parse(added).plusMillis(1)))
                .isEmpty();
        assertThat(campaigns(legal, site, "to=" + added)).isEmpty();
        assertThat(campaigns(investigator, site, "from=" + added))
                .as("who sees the receipt is shown its time")
                .isEmpty();
        assertThat(investigator.message(message, "matter=" + theirs).exhibit()).isEqualTo(exhibit);
        String again = campaigns(investigator, site).get(0).path("lastAt").textValue();
        assertThat(Instant.parse(again)).isAfter(Instant.parse(added));
        assertThat(campaigns(investigator, site, "from=" + again)).hasSize(1);
    }

    @Test
    void pagesAreWholeAndTimesBoundThem() {
        List<String> ids = new ArrayList<>();
        String site = site();
        for (int i = 0; i < 5; i++) {
            investigator.message(unlike(site));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> campaigns(legal, site).size() == 5);
        JsonNode page = legal.get("/api/evidence/campaigns?limit=2&site=" + site, JsonNode.class);
        while (true) {
            ids.addAll(page.path("items").findValuesAsText("id"));
            if (page.path("next").isNull()) {
                break;
            }
            page = legal.get(
                    "/api/evidence/campaigns?limit=2&site=" + site + "&cursor="
                            + page.path("next").textValue(),
                    JsonNode.class);
        }

        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        assertThat(campaigns(legal, site, "to=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(campaigns(legal, site, "from=2020-01-01T00:00:00Z")).hasSize(5);
        problem(legal.get("/api/evidence/campaigns?from=yesterday"), 400);
        problem(legal.get("/api/evidence/campaigns?matter=x"), 400);
    }

    @Test
    void aPersonSaysWhatASiteIs() {
        String site = site();
        investigator.message(offer(site, 1));
        awaited(legal, site, 1);
        String path = "/api/evidence/sites/" + site + "/role";

        byte[] decision = "{\"role\":\"IMITATED\",\"reason\":\"its owner wrote to us\"}".getBytes();
        assertThat(legal.post(path, "application/json", "application/json", decision)
                        .statusCode())
                .isEqualTo(201);

        JsonNode role = legal.get(path, JsonNode.class);
        assertThat(role.path("role").textValue()).isEqualTo("IMITATED");
        assertThat(role.path("by").textValue()).isEqualTo("PERSON");
        assertThat(role.path("decisions")).hasSize(1);
        JsonNode sites = campaigns(legal, site).get(0).path("sites");
        assertThat(sites.findValuesAsText("role")).doesNotContain("ADVERTISED");
        problem(legal.post(path, "application/json", "application/json", "{\"role\":\"IMITATED\"}".getBytes()), 400);
        JsonNode listed = legal.get("/api/evidence/sites/paypal.com/role", JsonNode.class);
        assertThat(listed.path("by").textValue()).isEqualTo("LIST");
        assertThat(EvidenceClient.as("auditor1", base).get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void tellsTheVolumeOnlyWithTheProvidersNumbers() {
        String site = site();
        UUID trap = trap("volume-" + site);
        for (int i = 0; i < 3; i++) {
            investigator.message(RECEIVED + offer(site, i), "trap=" + trap);
        }
        String path =
                "/api/evidence/campaigns/" + awaited(legal, site, 3).path("id").textValue() + "/volume";

        JsonNode unstated = legal.get(path, JsonNode.class).path("messages");
        String statement = statement("volume-" + site, "2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z");
        HttpResponse<byte[]> entered = state(statement);
        JsonNode stated = legal.get(path, JsonNode.class);
        JsonNode all = legal.get("/api/evidence/volume?from=2020-01-01T00:00:00Z", JsonNode.class);

        assertThat(entered.statusCode()).as(EvidenceClient.text(entered)).isEqualTo(201);
        assertThat(legal.get(
                        URI.create(entered.headers().firstValue("Location").orElseThrow())
                                .getPath(),
                        JsonNode.class))
                .isEqualTo(EvidenceClient.as(entered.body(), JsonNode.class));
        problem(legal.get("/api/evidence/pools/" + UUID.randomUUID()), 404);
        assertThat(unstated.path("value").isNull()).isTrue();
        assertThat(unstated.path("missing").toString()).contains("volume-" + site, "3 hits");
        // One trap does not tell how much traps differ.
        assertThat(stated.path("messages").path("value").isNull()).isTrue();
        assertThat(stated.path("messages").path("missing").toString())
                .contains("traps")
                .doesNotContain("statement");
        assertThat(stated.path("sites").path("missing").toString()).contains("at least two pools");
        assertThat(all.path("campaigns").path("observed").asLong()).isPositive();
        assertThat(legal.get("/api/evidence/pools", JsonNode.class)
                        .path("items")
                        .toString())
                .contains("volume-" + site);
        problem(legal.get("/api/evidence/volume?matter=" + UUID.randomUUID()), 404);
        UUID sealed = sealedMatter();
        UUID hidden = investigator
                .message("Subject: hidden numbers\n\n" + letters(), "matter=" + sealed)
                .exhibit();
        problem(
                legal.post(
                        "/api/evidence/pools",
                        statement.replace(
                                EvidenceClient.as(statement.getBytes(), JsonNode.class)
                                        .path("document")
                                        .textValue(),
                                hidden.toString())),
                404);
    }

    @Test
    void saysWhatIsWrongWithAStatement() {
        String statement = statement("p", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");

        HttpResponse<byte[]> small = legal.post("/api/evidence/pools", statement.replace("1000000", "10"));
        HttpResponse<byte[]> backwards = legal.post("/api/evidence/pools", statement.replace("2026-02", "2025-02"));

        problem(small, 400);
        assertThat(EvidenceClient.text(small))
                .contains("no more trapMailboxes than mailboxes")
                .doesNotContain("after from");
        problem(backwards, 400);
        assertThat(EvidenceClient.text(backwards))
                .contains("to must be after from")
                .doesNotContain("trapMailboxes than");
    }

    @Test
    void countsWhatIsHandedInAgainOnceAndDatesItByItsReceivedField() {
        String site = site();
        UUID trap = trap("volume-" + site);
        for (int i = 0; i < 6; i++) {
            investigator.message(RECEIVED + offer(site, i % 3), "trap=" + trap);
        }
        String path =
                "/api/evidence/campaigns/" + awaited(legal, site, 3).path("id").textValue() + "/volume";
        state(statement("volume-" + site, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"));

        JsonNode messages = legal.get(path, JsonNode.class).path("messages");

        assertThat(messages.path("observed").asLong()).isEqualTo(3);
        // The statement of January holds for mail of January, whenever it was handed in.
        assertThat(messages.path("missing").toString()).contains("10 traps").doesNotContain("statement", "time");
    }

    @Test
    void whatIsAskedOfATimeLeavesOutMailWhoseTimeNobodyKnowsAndSaysSo() {
        String site = site();
        UUID matter = sealedMatter();
        UUID trap = trap("volume-" + site);
        investigator.message(RECEIVED + offer(site, 1), "trap=" + trap, "matter=" + matter);
        investigator.message(RECEIVED.replace("2026", "2040") + offer(site, 2), "trap=" + trap, "matter=" + matter);
        investigator.message(offer(site, 3), "trap=" + trap, "matter=" + matter);
        awaited(investigator, site, 3);
        String path = "/api/evidence/volume?matter=" + matter;

        JsonNode january =
                investigator.get(path + "&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z", JsonNode.class);
        JsonNode ever = investigator.get(path, JsonNode.class);

        assertThat(january.path("messages").path("observed").asLong()).isOne();
        assertThat(january.path("messages").path("missing").toString()).contains("the time of 2 hits");
        assertThat(january.path("campaigns").path("assumptions").toString()).contains("2 hits are left out");
        assertThat(ever.path("messages").path("observed").asLong()).isEqualTo(3);
        assertThat(ever.path("campaigns").path("assumptions").toString()).doesNotContain("left out");
    }

    @Test
    void makesCampaignsAnewForARangeWithoutCountingTwice() throws SQLException {
        String site = site();
        List<MessageReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receipts.add(investigator.message(offer(site, i)));
        }
        JsonNode before = awaited(legal, site, 3);

        followers.redo("campaigns", receipts.get(0).leafIndex(), receipts.get(2).leafIndex() + 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> number("select count(*) from follower_redo") == 0);

        assertThat(awaited(legal, site, 3)).isEqualTo(before);
        assertThat(number("select sum(messages) - (select count(*) from campaign_member) from campaign"))
                .isZero();
    }

    @Test
    void losesTheMessageThatBeganItAndGoesOn() throws SQLException {
        String site = site();
        List<MessageReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receipts.add(investigator.message(offer(site, i)));
        }
        String id = awaited(legal, site, 3).path("id").textValue();

        dispose(receipts.get(0).exhibit());

        assertThat(awaited(legal, site, 2).path("id").textValue()).isEqualTo(id);
        assertThat(number("select count(*) from campaign_member where exhibit = '"
                        + receipts.get(0).exhibit() + "'"))
                .isOne();
        assertThat(number("select sum(messages) - (select count(*) from campaign_member) from campaign"))
                .isZero();
    }

    @Test
    void aLookAtTheTemplateIsALookAtTheEvidence() {
        String site = site();
        MessageReceipt receipt = investigator.message(offer(site, 1));
        String id = awaited(legal, site, 1).path("id").textValue();

        legal.get("/api/evidence/campaigns/" + id, JsonNode.class);

        assertThat(EvidenceClient.text(legal.get(
                                "/api/evidence/exhibits/" + receipt.exhibit() + "/custody", "application/x-ndjson"))
                        .lines()
                        .filter(line -> line.contains("template of campaign " + id)))
                .hasSize(1)
                .allMatch(line -> line.contains("\"ACCESSED\"") && line.contains("legal1"));
    }

    @Test
    void saysWhyItShowsNoTemplate() {
        String site = site();
        UUID exhibit = investigator.message(offer(site, 1)).exhibit();
        String path =
                "/api/evidence/campaigns/" + awaited(legal, site, 1).path("id").textValue();
        JsonNode open = legal.get(path, JsonNode.class);
        investigator.post(
                "/api/evidence/exhibits/" + exhibit + "/restriction", "{\"kind\":\"MALWARE\",\"reason\":\"bites\"}");
        JsonNode restricted = legal.get(path, JsonNode.class);
        new EvidenceRowsSql(dataSource)
                .update("update exhibit set blocked_at = now(), anomaly = 'test' where id = ?", exhibit);
        legal.post(
                "/api/evidence/exhibits/" + exhibit + "/restriction/lift",
                "{\"kind\":\"MALWARE\",\"reason\":\"tame\"}");
        JsonNode blocked = legal.get(path, JsonNode.class);

        assertThat(open.path("template").textValue()).isNotEmpty();
        assertThat(open.path("templateWithheld").isNull()).isTrue();
        assertThat(restricted.path("template").textValue()).isEmpty();
        assertThat(restricted.path("templateWithheld").textValue()).isEqualTo("RESTRICTED");
        assertThat(blocked.path("templateWithheld").textValue()).isEqualTo("BLOCKED");
    }

    private void dispose(UUID exhibit) {
        String asked = EvidenceClient.text(legal.post(
                "/api/evidence/disposals",
                "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"over\",\"authority\":\"schedule 7\"}"));
        String path = "/api/evidence/disposals/"
                + EvidenceClient.as(asked.getBytes(), JsonNode.class).path("id").textValue();
        EvidenceClient.as("legal2", base).post(path + "/approval", null, "application/json", new byte[0]);
        await().atMost(Duration.ofSeconds(40)).until(() -> "DONE"
                .equals(legal.get(path, JsonNode.class).path("state").textValue()));
    }

    private JsonNode awaited(EvidenceClient who, String site, int messages) {
        await().atMost(Duration.ofSeconds(20)).until(() -> campaigns(who, site).stream()
                .anyMatch(c -> c.path("messages").asInt() == messages));
        return campaigns(who, site).stream()
                .filter(c -> c.path("messages").asInt() == messages)
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> campaigns(EvidenceClient who, String site, String... parameters) {
        String more = parameters.length == 0 ? "" : "&" + parameters[0];
        List<JsonNode> items = new ArrayList<>();
        who.get("/api/evidence/campaigns?site=" + site + more, JsonNode.class)
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static String site() {
        return "c" + letters() + ".example";
    }

    /** Digits would be masked, and all templates be one. */
    private static String letters() {
        StringBuilder letters = new StringBuilder();
        UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .forEach(c -> letters.append((char) (Character.isDigit(c) ? 'g' + c - '0' : c)));
        return letters.toString();
    }

    /** The words come from the site's name, so that each test has a template of its own. */
    private static String offer(String site, int number) {
        StringBuilder text = new StringBuilder("From: \"Shop " + number + "\" <s" + number + "@relay.example>\n"
                + "To: victim" + number + "@trap.example\nSubject: An offer for victim" + number + "\n"
                + "Content-Type: text/html\n\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>Dear victim" + number
                + ",</p><a href=\"http://www.w3.org/x\">x</a><p>");
        for (int i = 1; i < 30; i++) {
            text.append("the ")
                    .append(site, i, i + 3)
                    .append("ia is for the ")
                    .append(site, i / 2, i / 2 + 2)
                    .append("eo ");
        }
        return text + "only $" + number + 100 + "</p><p>http://a" + number + "." + site + "/?id=" + number
                + "</p></html>";
    }

    private static String unlike(String site) {
        StringBuilder text = new StringBuilder("Subject: something else\n\nhttp://" + site + "/ ");
        for (int i = 0; i < 12; i++) {
            text.append("and a ").append(letters(), 0, 8).append("o of the ");
        }
        return text.toString();
    }

    private String statement(String pool, String from, String to) {
        MessageReceipt letter = investigator.message("Subject: our numbers\n\n" + letters());
        return "{\"pool\":\"" + pool + "\",\"provider\":\"Tidal Mail\",\"mailboxes\":1000000,\"trapMailboxes\":1000,"
                + "\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"document\":\"" + letter.exhibit() + "\"}";
    }

    private HttpResponse<byte[]> state(String statement) {
        return legal.post("/api/evidence/pools", statement);
    }

    private UUID trap(String pool) {
        return EvidenceClient.as("admin1", base).trap(pool);
    }

    private UUID sealedMatter() {
        return new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
