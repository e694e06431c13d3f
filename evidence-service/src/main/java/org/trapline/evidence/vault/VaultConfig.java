package org.trapline.evidence.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** For whoever runs the service: where the evidence itself lies. */
@ConfigMapping(prefix = "trapline.evidence.vault")
interface VaultConfig {

    /**
     * What keeps the evidence: {@code directory} is one disk and one process, and quick; {@code s3} is a bucket, which
     * survives the machine and costs a round trip a batch.
     */
    @WithDefault("directory")
    Store store();

    /** Where the segments lie. It holds the evidence itself: give it a disk that is backed up, and one process only. */
    Optional<Path> directory();

    /**
     * Bytes after which a new segment begins, and up to which objects of a bucket are merged. Small segments are quicker
     * to copy and to check one by one, large ones are fewer files; a batch is never split.
     */
    @WithDefault("1073741824")
    long segmentSize();

    /** How often small objects of a bucket are merged. Seldom leaves more objects, often copies in the way of intake. */
    @WithDefault("10m")
    String tidyEvery();

    S3 s3();

    enum Store {
        DIRECTORY,
        S3
    }

    interface S3 {

        /** The server; without one, AWS in {@link #region}. Evidence crosses no network in the clear: https, or loopback. */
        Optional<URI> endpoint();

        /** Part of every signature; servers other than AWS take any. */
        Optional<String> region();

        /** Must exist. Whoever can delete in it can delete evidence: turn versioning or object lock on. */
        Optional<String> bucket();

        /** Leads every object's name, so that a bucket can be shared; ends with a slash. */
        @WithDefault("evidence/")
        String prefix();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /**
         * A folder of this process alone, emptied at its start. Objects are put together in it before they are written: it
         * holds as much evidence as the largest of them while that lasts.
         */
        @WithDefault("${java.io.tmpdir}/trapline-vault")
        Path work();

        /** Whether the bucket stands in the path, as most servers want it, or in the host name, as AWS does. */
        @WithDefault("true")
        boolean pathStyle();
    }
}
