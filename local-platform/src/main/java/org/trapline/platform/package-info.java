/**
 * The real servers the platform stands on, started from Maven artifacts on this machine: PostgreSQL, Kafka and
 * Keycloak, for {@code ./trapline} and for every test. Everything listens on loopback only.
 */
@NullMarked
package org.trapline.platform;

import org.jspecify.annotations.NullMarked;
