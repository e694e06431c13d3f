package org.trapline.messaging;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;
import org.trapline.platform.Database;
import org.trapline.platform.TestPlatform;

public class PlatformResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.attach();
        Database database = platform.freshDatabase("messaging");
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password(),
                "kafka.bootstrap.servers", platform.kafkaBootstrap(),
                "trapline.topics.prefix", UUID.randomUUID() + "-");
    }

    @Override
    public void stop() {
        // The platform belongs to the whole build.
    }
}
