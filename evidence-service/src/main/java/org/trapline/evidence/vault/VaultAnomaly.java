package org.trapline.evidence.vault;

/** The stored bytes are not the ones that were received. */
public final class VaultAnomaly extends RuntimeException {

    VaultAnomaly(String why) {
        super(why);
    }
}
