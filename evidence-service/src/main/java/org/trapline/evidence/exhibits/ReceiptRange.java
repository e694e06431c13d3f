package org.trapline.evidence.exhibits;

import java.util.List;
import java.util.UUID;

/**
 * What one commit means for search.
 *
 * @param from number of receipts before the commit
 * @param to number of receipts after it
 * @param fresh the exhibits that it made
 * @param changed older exhibits that have a new receipt
 */
public record ReceiptRange(long from, long to, List<IndexedExhibit> fresh, List<UUID> changed) {}
