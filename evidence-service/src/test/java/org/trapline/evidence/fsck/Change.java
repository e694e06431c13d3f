package org.trapline.evidence.fsck;

import java.util.function.Predicate;

/**
 * One changed byte.
 *
 * @param what names it, for the message of a test that fails
 * @param named whether a discrepancy is about it
 */
record Change(String what, Predicate<Discrepancy> named) {}
