package org.trapline.evidence.vault;

import java.time.Instant;
import java.util.UUID;

/**
 * What is left of a disposed exhibit in the vault.
 *
 * @param exhibit whose record it replaces
 * @param at when it was disposed of
 * @param statement by whom and by what authority; cut where the record that it replaces was too short for it
 */
public record Tombstone(UUID exhibit, Instant at, String statement) {}
