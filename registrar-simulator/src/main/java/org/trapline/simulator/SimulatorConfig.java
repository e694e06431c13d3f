package org.trapline.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ports on 127.0.0.1, 0 for any free one.
 *
 * @param httpPort IANA bootstrap, registry RDAP and the registrars' RDAP ({@code SIMULATOR_HTTP_PORT})
 * @param controlPort the control API ({@code SIMULATOR_CONTROL_PORT})
 * @param resolverPort the caching resolver, UDP and TCP ({@code SIMULATOR_RESOLVER_PORT})
 * @param parentPort the name server of the top-level domain, UDP and TCP ({@code SIMULATOR_PARENT_PORT})
 * @param smtpPort all registrars' abuse mailboxes ({@code SIMULATOR_SMTP_PORT})
 * @param dnsTtl TTL of every record, and so how long the resolver still answers after a hold, whole seconds
 *     ({@code SIMULATOR_DNS_TTL_SECONDS})
 * @param stateFile where the world survives a restart ({@code SIMULATOR_STATE_FILE}); null: in memory only
 */
public record SimulatorConfig(
        int httpPort,
        int controlPort,
        int resolverPort,
        int parentPort,
        int smtpPort,
        Duration dnsTtl,
        @Nullable Path stateFile) {

    public static SimulatorConfig of(Map<String, String> environment) {
        String state = environment.getOrDefault("SIMULATOR_STATE_FILE", "");
        return new SimulatorConfig(
                number(environment, "SIMULATOR_HTTP_PORT", 8090),
                number(environment, "SIMULATOR_CONTROL_PORT", 8091),
                number(environment, "SIMULATOR_RESOLVER_PORT", 8053),
                number(environment, "SIMULATOR_PARENT_PORT", 8054),
                number(environment, "SIMULATOR_SMTP_PORT", 2525),
                Duration.ofSeconds(number(environment, "SIMULATOR_DNS_TTL_SECONDS", 2)),
                state.isBlank() ? null : Path.of(state));
    }

    /** Free ports and no state file, for tests that run the simulator in their own process. */
    public static SimulatorConfig ephemeral() {
        return new SimulatorConfig(0, 0, 0, 0, 0, Duration.ofSeconds(2), null);
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(name + " is not a number from 0 to 65535: " + value);
        }
        return Integer.parseInt(value);
    }
}
