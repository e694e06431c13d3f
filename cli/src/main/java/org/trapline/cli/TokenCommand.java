package org.trapline.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "token", description = "Print an access token for a local user, for curl and the like.")
final class TokenCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "USER",
            completionCandidates = Tokens.Candidates.class,
            description = "One of ${COMPLETION-CANDIDATES}")
    private String user = "";

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Installation installation = installationOptions.installation();
        Tokens.requireKnown(user);
        if (!new Stack(installation).part("keycloak").up()) {
            throw new CommandFailed("Keycloak does not run: ./trapline up first");
        }
        String token = new Tokens(installation).token(user);
        json.terminal().line(token);
        json.writePrivate(Map.of("user", user, "token", token));
        return 0;
    }
}
