package org.trapline.evidence.vault;

/** The service does not start: its setting would lose or expose evidence. */
final class VaultMisconfigured extends RuntimeException {

    VaultMisconfigured(String setting, String remedy) {
        super("trapline.evidence.vault." + setting + ": " + remedy);
    }
}
