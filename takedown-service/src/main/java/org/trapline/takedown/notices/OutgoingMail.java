package org.trapline.takedown.notices;

import java.util.List;

/**
 * A notice as a message.
 *
 * @param messageId without angle brackets; the same on every attempt, so that a recipient's system can tell a repetition
 * @param csv       content of the attachment {@code schedule.csv}
 */
record OutgoingMail(String messageId, List<String> to, String subject, String text, String csv) {}
