package org.trapline.verifier.packet;

import java.util.List;

/**
 * What the check of a packet found.
 *
 * @param fingerprint of the key that signed it; empty when it was not read
 * @param trusted whether that is the key that was expected
 * @param checks in the order in which they were made; the first that fails is the last
 */
public record PacketReport(String fingerprint, boolean trusted, List<Check> checks) {

    /** Whether every check passed and the key is the expected one. */
    public boolean genuine() {
        return trusted && sound();
    }

    /** Whether every check passed, whoever's key it is. */
    public boolean sound() {
        return checks.stream().allMatch(Check::passed);
    }

    /**
     * @param name of what was checked
     * @param passed whether it is as it must be
     * @param detail what was found
     */
    public record Check(String name, boolean passed, String detail) {}
}
