package org.trapline.simulator;

import org.jspecify.annotations.Nullable;

/**
 * @param ianaId digits of the IANA registrar list
 * @param abuseEmail the mailbox that its RDAP server publishes
 * @param behaviour what the keeper of the mailbox does with a notice
 * @param delayMillis DELAY only: from acknowledgement to action
 * @param rateLimited its RDAP server answers 429
 */
record Registrar(
        String ianaId,
        String name,
        @Nullable String country,
        String abuseEmail,
        Behaviour behaviour,
        long delayMillis,
        boolean rateLimited) {

    enum Behaviour {
        /** Acts, acknowledges, reports the effect. */
        COMPLY,
        /** Acknowledges at once, acts later. */
        DELAY,
        /** Objects with a reason and does nothing. */
        REFUSE,
        /** Its mailbox does not exist: 550 at RCPT. */
        BOUNCE,
        /** Takes the mail and does nothing. */
        SILENT
    }

    Registrar {
        if (ianaId == null || !ianaId.matches("\\d{1,6}")) {
            throw new InvalidInput("ianaId must be 1 to 6 digits");
        }
        if (name == null || name.isBlank()) {
            throw new InvalidInput("name is missing");
        }
        if (abuseEmail == null || !abuseEmail.matches("[^@\\s<>]+@[^@\\s<>]+")) {
            throw new InvalidInput("abuseEmail is not an address");
        }
        if (delayMillis < 0) {
            throw new InvalidInput("delayMillis is negative");
        }
        behaviour = behaviour == null ? Behaviour.COMPLY : behaviour;
    }
}
