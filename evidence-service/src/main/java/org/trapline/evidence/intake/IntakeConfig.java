package org.trapline.evidence.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "trapline.evidence.intake")
interface IntakeConfig {

    /** Bytes of the largest message, and of the largest deposit. Each running intake may hold this much and a batch. */
    @WithDefault("52428800")
    int messageSize();

    /** Members of one archive. */
    @WithDefault("1000000")
    int entries();

    /** How many times larger than its compressed bytes an archive may become, counted from 100 MB on. */
    @WithDefault("200")
    int expansion();

    /** Messages that are made durable together. More is faster for bulk; a failure takes back at most this many. */
    @WithDefault("256")
    int batchMessages();

    /** Bytes after which a batch is made durable, whatever its number of messages. */
    @WithDefault("8388608")
    int batchBytes();

    /** Intakes at one time; more are told to come back. Bounds memory together with the sizes above. */
    @WithDefault("6")
    int concurrent();
}
