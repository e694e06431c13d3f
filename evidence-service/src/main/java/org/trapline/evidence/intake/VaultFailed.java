package org.trapline.evidence.intake;

import java.io.IOException;

/** The vault cannot be written, for example because its disk is full; nothing of the batch is kept. */
public final class VaultFailed extends RuntimeException {

    VaultFailed(IOException cause) {
        super("The vault cannot be written", cause);
    }
}
