package org.trapline.platform;

/**
 * The loopback ports of the servers.
 *
 * @param postgres PostgreSQL
 * @param kafka Kafka's clients
 * @param kafkaController Kafka's own quorum
 * @param keycloak Keycloak, part of the token issuer's name
 * @param keycloakManagement Keycloak's health
 */
public record Ports(int postgres, int kafka, int kafkaController, int keycloak, int keycloakManagement) {

    /** The ports of {@code ./trapline up}. */
    public static Ports standard() {
        return new Ports(15432, 19092, 19093, 8180, 8190);
    }
}
