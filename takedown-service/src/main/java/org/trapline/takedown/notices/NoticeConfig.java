package org.trapline.takedown.notices;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What notices say and how long their links live. */
@ConfigMapping(prefix = "trapline.takedown")
interface NoticeConfig {

    /** Where a registrar reaches the gateway: the base of every link, without a slash at its end. */
    URI publicUrl();

    /** Prints "SPECIMEN - NOT A COURT DOCUMENT" in every document: for demonstrations, never off by accident there. */
    @WithDefault("false")
    boolean specimen();

    /**
     * How long a link can be answered by. Long enough for a slow registrar; whoever finds an old mail must not be able to
     * answer in its name.
     */
    @WithDefault("P30D")
    Duration capabilityLife();

    /** First pause after a mail server that said "not now"; doubled each time. */
    @WithDefault("PT2S")
    Duration mailRetryFirst();

    /**
     * After how long a notice that no mail server has taken becomes somebody's task, with the server's last words;
     * attempts go on. Longer than a recipient's usual outage, shorter than a deadline can wait.
     */
    @WithDefault("PT4H")
    Duration mailOverdueAfter();

    /** The longest pause between two attempts to send a notice. */
    @WithDefault("PT15M")
    Duration mailRetryLongest();
}
