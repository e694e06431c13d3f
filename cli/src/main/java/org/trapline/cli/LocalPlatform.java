package org.trapline.cli;

import java.nio.file.Files;
import org.trapline.platform.Platform;
import org.trapline.platform.Ports;

/** The servers of an installation. */
final class LocalPlatform {

    private LocalPlatform() {}

    /** Before the first start there are no passwords; processes that are only looked at need none. */
    static boolean everStarted(Installation installation) {
        return Files.exists(installation.home().resolve("secrets.json"));
    }

    static Platform of(Installation installation) {
        LoopbackPorts ports = installation.ports();
        return new Platform(
                installation.home(),
                // Unpacked once for all installations of this project.
                installation.root().resolve(".trapline/dist"),
                new Ports(
                        ports.postgres(),
                        ports.kafka(),
                        ports.kafkaController(),
                        ports.keycloak(),
                        ports.keycloakManagement()));
    }
}
