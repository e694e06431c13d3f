package org.trapline.attribution.scenarios;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.trapline.platform.Database;
import org.trapline.platform.Keycloak;
import org.trapline.platform.TestPlatform;
import org.trapline.simulator.Simulator;
import org.trapline.simulator.SimulatorConfig;

/** PostgreSQL, Kafka, Keycloak and the registries' world for real; of the evidence service its deposit endpoint. */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

    private Simulator simulator;
    private EvidenceServer evidence;

    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.attach();
        Database database = platform.freshDatabase("attribution");
        Keycloak keycloak = platform.keycloak();
        try {
            simulator = new Simulator(SimulatorConfig.ephemeral());
            evidence = new EvidenceServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        config.put("quarkus.datasource.username", database.user());
        config.put("quarkus.datasource.password", database.password());
        config.put("kafka.bootstrap.servers", platform.kafkaBootstrap());
        config.put("trapline.topics.prefix", UUID.randomUUID() + "-");
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer());
        config.put("quarkus.oidc-client.credentials.secret", keycloak.serviceSecret("attribution-service"));
        config.put("trapline.evidence.url", evidence.url());
        config.put("trapline.rdap.bootstrap-url", simulator.bootstrap().toString());
        config.put("trapline.outbound.allowed", "127.0.0.1:" + simulator.httpPort());
        config.put("trapline.outbound.only-allowed", "true");
        config.put("trapline.lookups.pace", "PT0.01S");
        config.put("trapline.jobs.poll", "PT0.1S");
        config.put("trapline.lookups.attempts", "2");
        config.put("trapline.operators.revise-every", "0.2s");
        config.put("test.simulator.control", simulator.control().toString());
        return config;
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
        if (evidence != null) {
            evidence.stop();
        }
    }
}
