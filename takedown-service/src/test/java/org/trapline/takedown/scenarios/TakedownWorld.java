package org.trapline.takedown.scenarios;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.trapline.platform.Database;
import org.trapline.platform.TestPlatform;
import org.trapline.simulator.Simulator;
import org.trapline.simulator.SimulatorConfig;

/** Real PostgreSQL, Kafka and Keycloak, registrars at protocol level, and a small evidence-service. */
public final class TakedownWorld implements QuarkusTestResourceLifecycleManager {

    private Simulator simulator;
    private EvidenceServer evidence;

    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.attach();
        Database database = platform.freshDatabase("takedown");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
            simulator = new Simulator(new SimulatorConfig(0, 0, 0, 0, 0, Duration.ofSeconds(1), null));
            evidence = new EvidenceServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.http.test-port", Integer.toString(port));
        config.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        config.put("quarkus.datasource.username", database.user());
        config.put("quarkus.datasource.password", database.password());
        config.put("kafka.bootstrap.servers", platform.kafkaBootstrap());
        config.put("trapline.topics.prefix", UUID.randomUUID() + ".");
        config.put("quarkus.oidc.auth-server-url", platform.keycloak().issuer());
        config.put("quarkus.oidc-client.credentials.secret", platform.keycloak().serviceSecret("takedown-service"));
        config.put("trapline.evidence.url", evidence.url());
        config.put("trapline.rdap.bootstrap-url", simulator.bootstrap().toString());
        config.put("trapline.outbound.only-allowed", "true");
        config.put("trapline.outbound.allowed", "127.0.0.1:" + simulator.httpPort());
        config.put("trapline.dns.resolver", "127.0.0.1:" + simulator.resolverPort());
        config.put("trapline.dns.parent-servers", "example=127.0.0.1:" + simulator.parentPort());
        config.put("trapline.mail.port", Integer.toString(simulator.smtpPort()));
        config.put("trapline.takedown.public-url", "http://127.0.0.1:" + port);
        config.put("trapline.takedown.specimen", "true");
        config.put("trapline.takedown.observation.interval", "PT0.5S");
        config.put("trapline.takedown.observation.settled-factor", "1");
        config.put("trapline.takedown.look-up.recheck", "PT0.5S");
        config.put("trapline.jobs.poll", "PT0.1S");
        config.put("test.simulator", simulator.control().toString());
        return config;
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
        if (evidence != null) {
            evidence.close();
        }
    }
}
