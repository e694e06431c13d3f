package org.trapline.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** One upstream under several routes, one that is down, and an issuer of tokens. */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

    private TestUpstream upstream;
    private TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        try {
            upstream = new TestUpstream();
            issuer = new TestIssuer();
            Map<String, String> config = new HashMap<>();
            config.put("test.upstream", upstream.url());
            config.put("test.issuer", issuer.url());
            config.put("quarkus.oidc.auth-server-url", issuer.url());
            config.putAll(route("up", upstream.url()));
            config.put("trapline.gateway.routes.up.anonymous", "GET /api/up/open/**,POST /api/up/open/**");
            config.put("trapline.gateway.routes.up.secrets-after", "/api/up/open/n/");
            config.putAll(route("small", upstream.url()));
            config.put("trapline.gateway.routes.small.max-body", "1M");
            String nobody = "http://127.0.0.1:" + freePort();
            config.putAll(route("down", nobody));
            config.putAll(route("broken", upstream.url()));
            config.put("trapline.gateway.upstream-idle", "PT6S");
            config.put("trapline.gateway.client-idle", "PT2S");
            config.put("trapline.gateway.breaker.failures", "3");
            config.put("trapline.gateway.authenticated.burst", "150");
            config.put("trapline.gateway.authenticated.per-second", "1");
            config.put("trapline.gateway.anonymous.burst", "10000");
            config.put("trapline.gateway.anonymous.per-second", "10000");
            return config;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        upstream.stop();
        issuer.stop();
    }

    private static Map<String, String> route(String name, String url) {
        return Map.of(
                "trapline.gateway.routes." + name + ".prefix",
                "/api/" + name,
                "trapline.gateway.routes." + name + ".url",
                url);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
