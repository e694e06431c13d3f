package org.trapline.evidence.intake;

import java.util.List;
import java.util.UUID;

/**
 * The receipt of one message.
 *
 * @param exhibit the exhibit it is, or was already
 * @param sha256 lower-case hex
 * @param size bytes
 * @param leafIndex place in the ledger
 * @param duplicate whether the exhibit was there before
 * @param defects what is wrong with the message
 */
public record MessageReceipt(
        UUID exhibit, String sha256, long size, long leafIndex, boolean duplicate, List<String> defects) {}
