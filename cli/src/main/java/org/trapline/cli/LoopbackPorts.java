package org.trapline.cli;

/**
 * The loopback ports of one installation.
 *
 * @param offset added to every default, so that a second installation can run beside the first
 */
public record LoopbackPorts(int offset) {

    public LoopbackPorts {
        if (offset < 0 || offset > 40_000) {
            throw new CommandFailed("the port offset must be between 0 and 40000, not " + offset);
        }
    }

    public int gateway() {
        return 8080 + offset;
    }

    public int evidence() {
        return 8081 + offset;
    }

    /** Where trap mail arrives. */
    public int evidenceSmtp() {
        return 2526 + offset;
    }

    public int attribution() {
        return 8082 + offset;
    }

    public int takedown() {
        return 8083 + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    public int kafka() {
        return 19092 + offset;
    }

    public int kafkaController() {
        return 19093 + offset;
    }

    public int keycloak() {
        return 8180 + offset;
    }

    public int keycloakManagement() {
        return 8190 + offset;
    }

    public int simulatorRdap() {
        return 8090 + offset;
    }

    public int simulatorControl() {
        return 8091 + offset;
    }

    public int simulatorResolver() {
        return 8053 + offset;
    }

    public int simulatorParentDns() {
        return 8054 + offset;
    }

    public int simulatorSmtp() {
        return 2525 + offset;
    }
}
