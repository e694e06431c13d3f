package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reparse",
        description = {
            "Have stored messages read again by the parser of this version: subjects, senders, sites, defects, and with"
                    + " them search, findings and campaigns. Evidence and ledger stay as they are.",
            "A run goes on in the platform when this command is stopped."
        })
final class ReparseCommand implements Callable<Integer> {

    @Option(names = "--from", paramLabel = "LEAF", description = "First leaf of the ledger (default: the first)")
    private @Nullable Long from;

    @Option(names = "--until", paramLabel = "LEAF", description = "One past the last leaf (default: all)")
    private @Nullable Long until;

    @Option(names = "--all", description = "Also what this very parser has read; otherwise only what an older one has")
    private boolean all;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "investigator1",
            completionCandidates = Tokens.Candidates.class,
            description = "Who asks for it (default: ${DEFAULT-VALUE})")
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
        ApiClient client = new Tokens(installation).client(installation, user);
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("from", from);
        wanted.put("until", until);
        wanted.put("all", all);
        JsonNode run = client.create("/api/evidence/reparse", wanted);
        String path = "/api/evidence/reparse/" + run.path("id").asText();
        Terminal terminal = json.terminal();
        terminal.line(
                "run " + run.path("id").asText() + " with " + run.path("parser").asText());
        run = PlatformRun.awaitEnd(
                client,
                path,
                run,
                now -> now.path("endedAt").isMissingNode()
                        || now.path("endedAt").isNull(),
                now -> String.format(
                        "leaf %,d of %,d",
                        now.path("next").asLong(), now.path("until").asLong()),
                terminal);
        terminal.line(run.path("remade").asLong() + " read again, "
                + run.path("unreadable").asLong() + " unreadable, "
                + run.path("disposed").asLong() + " disposed of");
        json.write(run);
        return run.path("unreadable").asLong() == 0 ? 0 : 1;
    }
}
