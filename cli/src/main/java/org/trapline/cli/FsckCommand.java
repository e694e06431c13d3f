package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exit code 0 only when the check came to its end and found no problem. */
@Command(
        name = "fsck",
        description =
                "Verify vault against ledger against database: every byte of every segment, every evidence column,"
                        + " leaves, tiles, checkpoints, receipts and custody chains.")
public final class FsckCommand implements Callable<Integer> {

    @Option(
            names = "--deep",
            description =
                    "Make derived data again too (parse, sites, search index, findings, campaigns), and compare it")
    private boolean deep;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "auditor1",
            completionCandidates = Tokens.Candidates.class,
            description = "Who checks: an auditor or an administrator (default: ${DEFAULT-VALUE})")
    private String user = "";

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Installation installation = installationOptions.installation();
        Tokens.requireKnown(user);
        new Stack(installation).requireRunning("keycloak", "evidence", "gateway");
        return check(new Tokens(installation).client(installation, user), json.terminal());
    }

    int check(ApiClient api, Terminal terminal) {
        JsonNode run = api.post("/api/evidence/fsck?deep=" + deep, Map.of());
        String path = "/api/evidence/fsck/" + run.path("id").asText();
        run = PlatformRun.awaitEnd(
                api,
                path,
                run,
                now -> now.path("state").asText().equals("RUNNING"),
                now -> String.format(
                        "%,d of %,d exhibits checked, %,d problems",
                        now.path("checked").asLong(),
                        now.path("exhibits").asLong(),
                        now.path("problems").asLong()),
                terminal);
        List<JsonNode> found = list(api, path + "/discrepancies", terminal);
        boolean ended = run.path("state").asText().equals("ENDED");
        long problems = run.path("problems").asLong();
        terminal.line(String.format(
                "%s: %,d exhibits checked, %,d problems, %,d notices",
                !ended ? "broken off" : problems == 0 ? "sound" : "NOT SOUND",
                run.path("checked").asLong(),
                problems,
                run.path("notices").asLong()));
        if (!ended) {
            terminal.line(run.path("failure").asText("the service was stopped meanwhile: run it again"));
        }
        json.write(Map.of("run", run, "discrepancies", found));
        return ended && problems == 0 ? 0 : 1;
    }

    /** One line for each thing found: where, what, and what to do. */
    private static List<JsonNode> list(ApiClient api, String path, Terminal terminal) {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + "?limit=500" + cursor);
            for (JsonNode found : page.path("items")) {
                all.add(found);
                String exhibit = found.path("exhibit").asText("");
                terminal.line(
                        found.path("level").asText() + " " + found.path("place").asText()
                                + (exhibit.isEmpty() || exhibit.equals("null") ? "" : " exhibit=" + exhibit) + ": "
                                + found.path("what").asText() + "; "
                                + found.path("remedy").asText());
            }
            String next = page.path("next").asText("");
            cursor = next.isEmpty() || next.equals("null")
                    ? ""
                    : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return all;
    }
}
