package org.trapline.evidence.mail;

import java.util.function.LongConsumer;

/**
 * What an upload may hold, and how it is to be read.
 *
 * @param messageSize bytes of the largest message
 * @param entries members of an archive
 * @param expansion how many times larger than its compressed bytes an archive may become; counted from 100 MB on
 * @param dialect of each mbox in it
 * @param room is told how many bytes are to be held of one message, before they are; it throws when there is no room
 */
public record UploadLimits(int messageSize, int entries, int expansion, MboxDialect dialect, LongConsumer room) {}
