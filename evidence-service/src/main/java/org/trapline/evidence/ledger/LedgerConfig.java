package org.trapline.evidence.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** For whoever runs the service: the ledger's name and key. */
@ConfigMapping(prefix = "trapline.evidence.ledger")
interface LedgerConfig {

    /** The log's name: first line of each checkpoint and name of its key. Changing it starts another log in verifiers' eyes. */
    @WithDefault("trapline.local/evidence")
    String origin();

    /**
     * Where the public finds the log: what stands before {@code /checkpoint}. Court packets print it; without it their readers
     * have to ask the office, and few do.
     */
    Optional<URI> url();

    /** The Ed25519 key that signs checkpoints, PKCS#8 PEM. Whoever has it can sign a second history: guard it. */
    Path keyFile();

    /** Whether a missing key file is made. Convenient on one machine; elsewhere a lost key must not be replaced unseen. */
    @WithDefault("false")
    boolean createKey();
}
