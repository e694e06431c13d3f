package org.trapline.evidence.packets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** For whoever runs the service: where court packets lie, how large they get and how long they stay. */
@ConfigMapping(prefix = "trapline.evidence.packets")
interface PacketConfig {

    /** Where finished packets lie, and are written: each takes its exhibits' size twice while it is made. */
    Path directory();

    /** Exhibits of one packet at most. A packet of many is slow to hand over and to check; a matter may have several. */
    @WithDefault("100000")
    int exhibits();

    /**
     * How long a finished packet lies ready. It holds copies of evidence outside the vault, so the shorter the better; one that
     * is wanted again is made again, under the same numbers.
     */
    @WithDefault("P30D")
    Duration keep();

    /** The office that stands in the packet's documents. */
    @WithDefault("Office of the Attorney General")
    String office();

    /** The sentence before the signature of an affidavit, as the law of the office's place wants it, with its citation. */
    @WithDefault("Signed under the pains and penalties of perjury.")
    String perjuryClause();

    /** Prints "SPECIMEN - NOT A COURT DOCUMENT" on every page: for demonstrations and tests. */
    @WithDefault("false")
    boolean specimen();
}
