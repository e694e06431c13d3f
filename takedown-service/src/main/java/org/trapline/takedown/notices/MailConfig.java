package org.trapline.takedown.notices;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server that notices go out by. */
@ConfigMapping(prefix = "trapline.mail")
interface MailConfig {

    /** The office's own relay, or a recipient's server where there is none between. */
    @WithDefault("127.0.0.1")
    String host();

    @WithDefault("25")
    int port();

    /** Sender in header and envelope. */
    String from();

    /**
     * OPTIONAL encrypts when the server offers it, which a man in the middle can suppress; REQUIRED refuses to send
     * without, and so never reaches a server that cannot.
     */
    @WithDefault("OPTIONAL")
    StartTls startTls();

    /** With a password, both or none. */
    Optional<String> username();

    Optional<String> password();

    /** For the connection and for each reply of the server. */
    @WithDefault("PT20S")
    Duration timeout();

    enum StartTls {
        OFF,
        OPTIONAL,
        REQUIRED
    }
}
