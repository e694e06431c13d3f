package org.trapline.evidence.mail;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The messages of one upload, one at a time and each the exact bytes. */
public interface MessageStream extends Closeable {

    /**
     * The next message, or null after the last.
     *
     * @throws MalformedUpload when the upload is not what it says it is, or ends too early
     * @throws IOException when the upload cannot be read any further
     */
    byte @Nullable [] next() throws IOException;

    /** Members that were passed over because they are no messages: empty files, links, a Maildir's own files. */
    default int skipped() {
        return 0;
    }
}
