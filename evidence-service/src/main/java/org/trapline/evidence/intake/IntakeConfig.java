package org.trapline.evidence.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For whoever runs the service: how much is taken in at once, from how slow a sender, in batches of what size. */
@ConfigMapping(prefix = "trapline.evidence.intake")
public interface IntakeConfig {

    /** Bytes of the largest message, and of the largest deposit. */
    @WithDefault("52428800")
    int messageSize();

    /** Members of one archive. */
    @WithDefault("1000000")
    int entries();

    /** How many times larger than its compressed bytes an archive may become, counted from 100 MB on. */
    @WithDefault("200")
    int expansion();

    /**
     * Messages that one intake hands to the writer at a time; a failure takes back this many. More makes fewer commits; with
     * fewer, what is under way fits the young space's survivors and is not copied into the old.
     */
    @WithDefault("128")
    int batchMessages();

    /** Bytes after which an intake hands over what it has, whatever its number of messages. */
    @WithDefault("8388608")
    int batchBytes();

    /**
     * Bytes that messages under way may hold together: of uploads and deposits those that hold more than a batch, by SMTP all. A
     * message holds two to three times its size while it comes in. Who finds no room is told to come back, so this has to be
     * three times the largest message, and the heap has to have it to spare.
     */
    @WithDefault("167772160")
    long memory();

    /** Intakes at one time; more are told to come back. Bounds memory together with the sizes above. */
    @WithDefault("6")
    int concurrent();

    /** Messages of all intakes that one commit may hold: one write of the vault, one transaction. */
    @WithDefault("1024")
    int commitMessages();

    /** Bytes of messages that one commit may hold. */
    @WithDefault("16777216")
    long commitBytes();

    /** Messages that may wait for the writer. */
    @WithDefault("8192")
    int queueMessages();

    /** Bytes of messages that may wait for the writer: memory that a slow disk or database costs. */
    @WithDefault("67108864")
    long queueBytes();

    /** How long one waits for room in the queue before being told to come back. */
    @WithDefault("10s")
    Duration queuePatience();

    /** How long an upload may be slower than {@link #slowest}; then its place is given to others. */
    @WithDefault("30s")
    Duration patience();

    /** Bytes a second that an upload or an SMTP client with a message must bring; the time that the service takes does not count. */
    @WithDefault("1024")
    int slowest();
}
