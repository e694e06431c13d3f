package org.trapline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

/** What the OpenAPI document promises is what callers see. */
@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class ApiDescriptionTest {

    /** Look up what they have just made by the way of those who ask for it, so that it is always there. */
    private static final Set<String> ANSWERED_WITH_WHAT_IT_MADE =
            Set.of("POST /api/evidence/fsck", "POST /api/evidence/reparse", "POST /api/evidence/traps");

    @TestHTTPResource("/")
    URI base;

    private JsonNode api = MissingNode.getInstance();

    @BeforeEach
    void read() {
        api = EvidenceClient.as("admin1", base).get("/q/openapi?format=json", JsonNode.class);
    }

    @Test
    void saysWhatIsAnsweredWhereSomethingIsMade() {
        for (String path : List.of("/packets", "/traps", "/sites/{domain}/role", "/holds", "/disposals", "/fsck")) {
            assertThat(statuses("post", path)).as(path).contains("201").doesNotContain("200");
            assertThat(api.at(pointer("post", path, "201")).path("content").findValues("$ref"))
                    .as(path)
                    .hasSize(1);
        }
        assertThat(statuses("post", "/exhibits/{id}/restriction")).contains("201");
        assertThat(statuses("post", "/exhibits/{id}/restriction/lift"))
                .contains("204")
                .doesNotContain("200", "201");
    }

    @Test
    void saysWhichProblemsAreAnswered() {
        assertThat(statuses("get", "/exhibits/{id}/raw")).contains("200", "401", "403", "404", "409", "410");
        assertThat(statuses("post", "/findings/{id}/review")).contains("400", "412", "428");
        assertThat(statuses("get", "/log/checkpoint")).containsExactly("200", "503");
        assertThat(api.path("components").path("responses").path("Problem404").path("content"))
                .hasToString(
                        "{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/HttpProblem\"}}}");
        assertThat(api.at(pointer("get", "/exhibits/{id}/raw", "410"))
                        .path("$ref")
                        .textValue())
                .endsWith("/Problem410");
    }

    /** Where the code of an operation makes a problem, by whatever way, its description lists the status. */
    @Test
    void listsTheStatusOfEachProblemThatAnOperationMakes() throws IOException {
        Map<String, Set<String>> thrown = new ThrownProblems().byOperation();

        Map<String, Set<String>> unlisted = new TreeMap<>();
        thrown.forEach((operation, statuses) -> {
            String[] name = operation.split(" ");
            JsonNode responses = api.path("paths")
                    .path(name[1])
                    .path(name[0].toLowerCase(Locale.ROOT))
                    .path("responses");
            assertThat(responses.isMissingNode()).as(operation).isFalse();
            Set<String> missing = new TreeSet<>(statuses);
            missing.removeIf(responses::has);
            if (ANSWERED_WITH_WHAT_IT_MADE.contains(operation)) {
                missing.remove("404");
            }
            if (!missing.isEmpty()) {
                unlisted.put(operation, missing);
            }
        });

        assertThat(thrown.get("POST /api/evidence/transfers/{id}/acknowledgement"))
                .containsExactly("400", "404", "409");
        assertThat(thrown).hasSizeGreaterThan(60);
        assertThat(unlisted).isEmpty();
    }

    @Test
    void namesEachFormAfterWhatItIs() {
        List<String> names = new ArrayList<>();
        api.path("components").path("schemas").fieldNames().forEachRemaining(names::add);

        assertThat(names)
                .contains("Exhibit", "PageExhibit", "Trap", "PageTrap", "Hold", "Finding")
                .noneMatch(name -> name.matches(".*[0-9]"))
                .doesNotContain("View", "PageView", "Path", "FileSystem");
        assertThat(api.findValuesAsText("$ref"))
                .allSatisfy(ref -> assertThat(api.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    private List<String> statuses(String method, String path) {
        List<String> statuses = new ArrayList<>();
        api.path("paths")
                .path("/api/evidence" + path)
                .path(method)
                .path("responses")
                .fieldNames()
                .forEachRemaining(statuses::add);
        return statuses;
    }

    private static String pointer(String method, String path, String status) {
        return "/paths/" + ("/api/evidence" + path).replace("/", "~1") + "/" + method + "/responses/" + status;
    }
}
