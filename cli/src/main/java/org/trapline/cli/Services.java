package org.trapline.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trapline.platform.Database;
import org.trapline.platform.Health;
import org.trapline.platform.ManagedProcess;
import org.trapline.platform.Platform;
import org.trapline.platform.ProcessSpec;

/** How the simulator and the four services run on this machine: commands, environment, ports, health. */
final class Services {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    /** Longer than the services' own grace for requests that are under way. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    /** Quick to start; a service that works hard on many messages gets the optimising compiler instead. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    /**
     * Batches that are under way outlive a collection: with room for them in the young space they are not copied into the old.
     * The optimising compiler copies less code into its callers than it would: it is done after a third of the messages,
     * and what it makes is as quick.
     */
    private static final List<String> FOR_A_FLOOD = List.of("-Xmn144m", "-XX:InlineSmallCode=1000");

    private final Installation installation;
    private final LoopbackPorts ports;
    private final Platform platform;

    Services(Installation installation, Platform platform) {
        this.installation = installation;
        this.ports = installation.ports();
        this.platform = platform;
    }

    /** The world outside: RDAP, DNS and a mail server that take the place of registries and registrars. */
    ManagedProcess simulator() {
        List<String> command = new ArrayList<>(java("-Xmx192m", QUICK_START));
        command.addAll(List.of("-cp", libraries().resolve("*").toString(), "org.trapline.simulator.Main"));
        ProcessSpec spec = ProcessSpec.of("simulator", command, directory("simulator"), log("simulator"))
                .withEnvironment(Map.of(
                        "SIMULATOR_HTTP_PORT", text(ports.simulatorRdap()),
                        "SIMULATOR_CONTROL_PORT", text(ports.simulatorControl()),
                        "SIMULATOR_RESOLVER_PORT", text(ports.simulatorResolver()),
                        "SIMULATOR_PARENT_PORT", text(ports.simulatorParentDns()),
                        "SIMULATOR_SMTP_PORT", text(ports.simulatorSmtp()),
                        "SIMULATOR_STATE_FILE",
                                directory("simulator").resolve("world.json").toString()))
                .listeningOn(
                        List.of(
                                ports.simulatorRdap(),
                                ports.simulatorControl(),
                                ports.simulatorResolver(),
                                ports.simulatorParentDns(),
                                ports.simulatorSmtp()),
                        Health.tcp(ports.simulatorControl()));
        return new ManagedProcess(installation.home(), spec);
    }

    ManagedProcess evidence() {
        return evidence(Map.of());
    }

    /** @param settings environment variables beside and instead of the usual ones */
    ManagedProcess evidence(Map<String, String> settings) {
        Map<String, String> environment = new TreeMap<>(common("evidence"));
        Path data = directory("evidence");
        environment.put(
                "TRAPLINE_EVIDENCE_VAULT_DIRECTORY", data.resolve("vault").toString());
        environment.put(
                "TRAPLINE_EVIDENCE_INDEX_DIRECTORY", data.resolve("index").toString());
        environment.put(
                "TRAPLINE_EVIDENCE_PACKETS_DIRECTORY", data.resolve("packets").toString());
        environment.put("TRAPLINE_EVIDENCE_PACKETS_SPECIMEN", "true");
        environment.put(
                "TRAPLINE_EVIDENCE_LEDGER_KEY_FILE",
                data.resolve("ledger-key.pem").toString());
        environment.put("TRAPLINE_EVIDENCE_LEDGER_CREATE_KEY", "true");
        // What the compiler's threads gave back is used again by the others, where each of them kept it for itself.
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.putAll(settings);
        environment.put("TRAPLINE_EVIDENCE_SMTP_ENABLED", "true");
        environment.put("TRAPLINE_EVIDENCE_SMTP_PORT", text(ports.evidenceSmtp()));
        return service(
                "evidence",
                List.of(ports.evidence(), ports.evidenceSmtp()),
                java("-Xmx400m", FOR_A_FLOOD),
                environment);
    }

    ManagedProcess attribution() {
        Map<String, String> environment = new TreeMap<>(common("attribution"));
        environment.putAll(ownIdentity("attribution"));
        environment.putAll(outbound());
        // The simulator is ours: it need not be spared.
        environment.put("TRAPLINE_LOOKUPS_PACE", "PT0.02S");
        return service("attribution", ports.attribution(), java("-Xmx384m", QUICK_START), environment);
    }

    ManagedProcess takedown() {
        Map<String, String> environment = new TreeMap<>(common("takedown"));
        environment.putAll(ownIdentity("takedown"));
        environment.putAll(outbound());
        environment.put("TRAPLINE_DNS_RESOLVER", "127.0.0.1:" + ports.simulatorResolver());
        environment.put("TRAPLINE_DNS_PARENT_SERVERS", "example=127.0.0.1:" + ports.simulatorParentDns());
        environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
        environment.put("QUARKUS_MAILER_PORT", text(ports.simulatorSmtp()));
        environment.put("QUARKUS_MAILER_FROM", "orders@trapline.example");
        environment.put("QUARKUS_MAILER_MOCK", "false");
        environment.put("TRAPLINE_TAKEDOWN_PUBLIC_URL", installation.gateway().toString());
        environment.put("TRAPLINE_TAKEDOWN_SPECIMEN", "true");
        environment.put("TRAPLINE_TAKEDOWN_OBSERVATION_INTERVAL", "PT2S");
        return service("takedown", ports.takedown(), java("-Xmx384m", QUICK_START), environment);
    }

    ManagedProcess gateway() {
        Map<String, String> environment = new TreeMap<>(identity());
        environment.put("TRAPLINE_GATEWAY_ROUTES_EVIDENCE_URL", local(ports.evidence()));
        environment.put("TRAPLINE_GATEWAY_ROUTES_ATTRIBUTION_URL", local(ports.attribution()));
        environment.put("TRAPLINE_GATEWAY_ROUTES_TAKEDOWN_URL", local(ports.takedown()));
        return service("gateway", ports.gateway(), java("-Xmx256m", QUICK_START), environment);
    }

    private ManagedProcess service(String name, int port, List<String> java, Map<String, String> environment) {
        return service(name, List.of(port), java, environment);
    }

    /** The first of its ports is HTTP. */
    private ManagedProcess service(
            String name, List<Integer> listening, List<String> java, Map<String, String> environment) {
        int port = listening.get(0);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", text(port));
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-jar", jar(name).toString()));
        ProcessSpec spec = ProcessSpec.of(name, command, directory(name), log(name))
                .withEnvironment(environment)
                .listeningOn(listening, Health.http(URI.create(local(port) + "/q/health/ready")))
                .withStartTimeout(START_TIMEOUT)
                .stoppedBy("TERM", STOP_TIMEOUT);
        return new ManagedProcess(installation.home(), spec);
    }

    /** Runnable jar of a service; it need not be there to look at the process or to stop it. */
    Path jar(String name) {
        return installation.serviceJar(name.equals("gateway") ? name : name + "-service");
    }

    /** Where the build puts the simulator and what it needs. */
    Path libraries() {
        return installation.root().resolve("cli/target/lib");
    }

    /** Database, broker and identity of a service that owns a database. */
    private Map<String, String> common(String name) {
        Map<String, String> environment = new TreeMap<>(identity());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", platform.kafkaBootstrap());
        if (LocalPlatform.everStarted(installation)) {
            Database database = platform.database(name);
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
            environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
            environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        }
        return environment;
    }

    private Map<String, String> identity() {
        return Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", installation.issuer().toString());
    }

    /** For a service that calls others; to one that does not, these names would mean an OIDC tenant "client". */
    private Map<String, String> ownIdentity(String name) {
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", installation.issuer().toString());
        if (LocalPlatform.everStarted(installation)) {
            environment.put(
                    "QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET",
                    platform.keycloak().serviceSecret(name + "-service"));
        }
        return environment;
    }

    /** Look-ups leave a service only for the simulator: nothing of this installation reaches the real world. */
    private Map<String, String> outbound() {
        return Map.of(
                "TRAPLINE_EVIDENCE_URL",
                local(ports.evidence()),
                "TRAPLINE_RDAP_BOOTSTRAP_URL",
                local(ports.simulatorRdap()) + "/rdap/dns.json",
                "TRAPLINE_OUTBOUND_ALLOWED",
                "127.0.0.1:" + ports.simulatorRdap() + ",127.0.0.1:" + ports.simulatorResolver() + ",127.0.0.1:"
                        + ports.simulatorParentDns() + ",127.0.0.1:" + ports.simulatorSmtp(),
                "TRAPLINE_OUTBOUND_ONLY_ALLOWED",
                "true");
    }

    private static List<String> java(String heap, List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(heap, "-Xshare:auto", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(more);
        return command;
    }

    private Path directory(String name) {
        return installation.data().resolve(name);
    }

    private Path log(String name) {
        return installation.logs().resolve(name + ".log");
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
