package org.trapline.gateway;

import java.util.HashMap;
import java.util.Map;
import org.trapline.platform.Keycloak;
import org.trapline.platform.TestPlatform;

/** The same with the real identity provider and its realm. */
public class KeycloakSurroundings extends Surroundings {

    @Override
    public Map<String, String> start() {
        Keycloak keycloak = TestPlatform.attach().keycloak();
        Map<String, String> config = new HashMap<>(super.start());
        config.put("quarkus.oidc.auth-server-url", keycloak.issuer());
        return config;
    }
}
