package org.trapline.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description = "Start PostgreSQL, Kafka, Keycloak, the registrar simulator and the four services."
                + " What already runs is left alone.")
final class UpCommand implements Callable<Integer> {

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Installation installation = installationOptions.installation();
        Terminal terminal = json.terminal();
        Instant begun = Instant.now();
        Stack stack = new Stack(installation);
        stack.start(line -> terminal.line("  " + line));
        Duration took = Duration.between(begun, Instant.now());
        terminal.heading("Everything is up after " + Terminal.time(took) + ".");
        terminal.table(
                List.of("what", "where"),
                places(installation).entrySet().stream()
                        .map(place -> List.of(place.getKey(), place.getValue()))
                        .toList());
        terminal.heading("Users");
        terminal.line(String.join(", ", Tokens.USERS));
        terminal.heading("Next");
        terminal.line("./trapline demo                 plays a whole case, from trap mail to names that are down");
        terminal.line("./trapline ingest PATH          takes your own mail: a file, an mbox, a Maildir, a folder");
        terminal.line("./trapline token investigator1  prints a token, for curl -H \"Authorization: Bearer $TOKEN\"");
        terminal.line("./trapline status               what runs;  ./trapline down stops it all");
        json.write(facts(installation, stack, took));
        return 0;
    }

    static Map<String, String> places(Installation installation) {
        LoopbackPorts ports = installation.ports();
        Map<String, String> places = new LinkedHashMap<>();
        places.put("API (gateway)", installation.gateway() + "/api");
        places.put("trap mail (SMTP)", "127.0.0.1:" + ports.evidenceSmtp() + ", for traps that were entered");
        places.put("Keycloak realm", installation.issuer().toString());
        places.put("PostgreSQL", "127.0.0.1:" + ports.postgres());
        places.put("Kafka", "127.0.0.1:" + ports.kafka());
        places.put("simulated registries (RDAP)", "http://127.0.0.1:" + ports.simulatorRdap());
        places.put("simulator control", installation.simulatorControl().toString());
        places.put("files, logs", installation.home().toString());
        return places;
    }

    private static Map<String, Object> facts(Installation installation, Stack stack, Duration took) {
        return Map.of(
                "seconds", took.toMillis() / 1000.0,
                "gateway", installation.gateway(),
                "issuer", installation.issuer(),
                "home", installation.home().toString(),
                "users", Tokens.USERS,
                "parts", StatusCommand.facts(stack.parts()));
    }
}
