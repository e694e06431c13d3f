package org.trapline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;

/** The demo tells its story, and every fact of its closing table is found again by the role whose business it is. */
@ExtendWith(OwnInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoStoryIT {

    /** What the scenario leads to, whatever the number of messages. */
    static final Map<String, Long> LINES =
            Map.of("DOWN", 28L, "BOUNCED", 4L, "UNSERVED", 3L, "DROPPED", 1L, "SERVED", 8L, "AWAITING_RETURN", 1L);

    private final Trapline trapline;
    private final Map<String, JsonNode> facts = new HashMap<>();

    DemoStoryIT(Trapline trapline) {
        this.trapline = trapline;
    }

    @BeforeAll
    void playTheDemo(@TempDir Path folder) {
        JsonNode told = demo(600, folder);
        told.properties().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
    }

    @Test
    void everyMessageIsAnExhibitOfTheMatter() {
        long exhibits = StreamSupport.stream(
                        pages(trapline.as("investigator1"), "/api/evidence/exhibits?matter=" + matter())
                                .spliterator(),
                        false)
                .filter(exhibit -> exhibit.path("kind").asText().equals("TRAP_MESSAGE"))
                .count();

        assertThat(exhibits).isEqualTo(fact("evidence").path("exhibits").asLong());
        assertThat(fact("evidence").path("identical").asInt())
                .isPositive()
                .isEqualTo(fact("evidence").path("sampled").asInt());
        assertThat(fact("evidence").path("signatureHolds").asBoolean()).isTrue();
        assertThat(fact("evidence").path("proof").path("holds").asBoolean()).isTrue();
    }

    @Test
    void everySiteIsListedWithItsExhibits() {
        ApiClient investigator = trapline.as("investigator1");

        assertThat(fact("sites")).hasSizeGreaterThan(36).allSatisfy(site -> {
            JsonNode read = investigator.get(
                    "/api/attribution/sites/" + site.path("site").asText());
            assertThat(read.path("exhibits").asInt())
                    .isEqualTo(site.path("exhibits").asInt())
                    .isEqualTo(site.path("known").asInt());
        });
    }

    @Test
    void theOperatorOfTheOrderWasAcceptedByAPersonAndExplainsItself() {
        ApiClient legal = trapline.as("legal1");
        JsonNode told = fact("operators").get(0);

        JsonNode operator =
                legal.get("/api/attribution/operators/" + told.path("id").asText());
        JsonNode explanation =
                legal.get("/api/attribution/operators/" + told.path("id").asText() + "/explanation");

        assertThat(operator.path("reviewed").asText()).isEqualTo("ACCEPTED");
        assertThat(operator.path("explanationSha256")).isEqualTo(told.path("explanationSha256"));
        assertThat(explanation.path("links")).isNotEmpty().allSatisfy(link -> {
            assertThat(link.path("bits").isNumber()).isTrue();
            assertThat(link.path("sources")).isNotEmpty();
        });
        assertThat(explanation.path("wouldLower")).isNotEmpty();
    }

    @Test
    void everyLineStandsWhereItsRegistrarAndTheCourtHaveBroughtIt() {
        JsonNode schedule = trapline.as("legal1").get("/api/takedown/orders/" + order() + "/schedule");

        assertThat(statesByName(schedule)).isEqualTo(linesTold());
        assertThat(countByState(statesByName(schedule))).isEqualTo(LINES);
    }

    @Test
    void aNameIsDownExactlyWhereTheRegistryHoldsIt() {
        ApiClient outside = ApiClient.anonymous(trapline.installation().simulatorControl());

        Set<String> held = linesTold().keySet().stream()
                .filter(name -> name.endsWith(".example"))
                .filter(name -> isHeld(outside, name))
                .collect(Collectors.toSet());

        assertThat(held)
                .isEqualTo(linesTold().entrySet().stream()
                        .filter(line -> line.getValue().equals("DOWN"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    @Test
    void aNameCountsAsDownOnlyAfterTwoLooksOfThePlatformItself() {
        JsonNode observations =
                trapline.as("legal1").get("/api/takedown/orders/" + order() + "/observations?limit=500");

        assertThat(linesTold().entrySet().stream()
                        .filter(line -> line.getValue().equals("DOWN"))
                        .map(Map.Entry::getKey))
                .allSatisfy(name -> assertThat(items(observations)).anySatisfy(seen -> {
                    assertThat(seen.path("target").asText()).isEqualTo(name);
                    assertThat(seen.path("verdict").asText()).isEqualTo("HELD");
                }));
    }

    @Test
    void eachNoticeHasItsProofAndIsReadByItsRegistrarAlone() {
        JsonNode notices = trapline.as("legal1").get("/api/takedown/orders/" + order() + "/notices");
        ApiClient registrar = trapline.as("registrar1");
        Map<String, String> registrarOf = new TreeMap<>();
        items(notices)
                .forEach(n -> registrarOf.put(
                        n.path("id").asText(), n.path("registrar").asText()));

        assertThat(registrarOf).hasSize(5);
        assertThat(items(notices))
                .allSatisfy(notice -> assertThat(notice.path("proof").asText())
                        .startsWith(notice.path("state").asText().equals("BOUNCED") ? "550" : "250"));
        registrarOf.forEach((notice, owner) -> {
            if (owner.equals("9901")) {
                assertThat(registrar
                                .get("/api/takedown/notices/" + notice)
                                .path("id")
                                .asText())
                        .isEqualTo(notice);
            } else {
                assertThatThrownBy(() -> registrar.get("/api/takedown/notices/" + notice))
                        .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                                .isEqualTo(404));
            }
        });
    }

    @Test
    void theMatterIsHiddenFromRolesThatHaveNoBusinessWithIt() {
        for (String user : List.of("registrar1", "admin1")) {
            assertThatThrownBy(() -> trapline.as(user).get("/api/takedown/orders/" + order()))
                    .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                            .isIn(403, 404));
        }
    }

    @Test
    void theWayFromAMessageToTheNoticeThatRestsOnItStandsInTheLogs() throws IOException {
        JsonNode chain = fact("chain");
        JsonNode exhibit = trapline.as("investigator1")
                .get("/api/evidence/exhibits/" + chain.path("exhibit").asText());

        assertThat(leavesOf(exhibit.path("receipts").get(0).path("batch").asText()))
                .anySatisfy(leaves ->
                        assertThat(exhibit.required("leafIndex").asLong()).isBetween(leaves[0], leaves[1] - 1));
        assertThat(log("attribution"))
                .contains(chain.path("operator").asText())
                .contains("site=" + chain.path("site").asText());
        assertThat(log("takedown"))
                .contains("order=" + order())
                .contains("notice=" + chain.path("notice").asText())
                .contains(chain.path("operator").asText());
    }

    private List<long[]> leavesOf(String batch) throws IOException {
        return Pattern.compile("batch=" + batch + ".* leaves=(\\d+)\\.\\.(\\d+)")
                .matcher(log("evidence"))
                .results()
                .map(line -> new long[] {Long.parseLong(line.group(1)), Long.parseLong(line.group(2))})
                .toList();
    }

    private JsonNode demo(int messages, Path folder) {
        Path file = folder.resolve("facts.json");
        Trapline.Run run = trapline.start("demo", "--messages", Integer.toString(messages), "--json", file.toString());
        assertThat(run.await()).as(run.printed()).isZero();
        return Trapline.json(file);
    }

    private JsonNode fact(String name) {
        return facts.get(name);
    }

    private String matter() {
        return fact("matter").asText();
    }

    private String order() {
        return fact("order").path("id").asText();
    }

    private Map<String, String> linesTold() {
        return linesOf(fact("order"));
    }

    static Map<String, String> linesOf(JsonNode order) {
        Map<String, String> lines = new TreeMap<>();
        order.path("lines")
                .forEach(line -> lines.put(
                        line.path("value").asText(), line.path("state").asText()));
        return lines;
    }

    static Map<String, Long> countByState(Map<String, String> states) {
        return states.values().stream().collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }

    private static Map<String, String> statesByName(JsonNode schedule) {
        Map<String, String> states = new TreeMap<>();
        items(schedule)
                .forEach(line -> states.put(
                        line.path("target").path("value").asText(),
                        line.path("state").asText()));
        return states;
    }

    private static boolean isHeld(ApiClient outside, String name) {
        try {
            JsonNode domain = outside.get("/domains/" + name);
            return domain.path("status").toString().contains("clientHold");
        } catch (ApiProblem e) {
            return false;
        }
    }

    private static List<JsonNode> items(JsonNode page) {
        JsonNode items = page.isArray() ? page : page.path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    private static List<JsonNode> pages(ApiClient client, String path) {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = client.get(path + "&limit=500" + (next.isEmpty() ? "" : "&cursor=" + next));
            all.addAll(items(page));
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));
        return all;
    }

    private String log(String service) throws IOException {
        return Files.readString(trapline.installation().logs().resolve(service + ".log"));
    }
}
