package org.trapline.evidence.custody;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's or service's reading of an exhibit's bytes.
 *
 * @param actor who reads
 * @param type what for, as the chain has it
 * @param purpose in the reader's words, or the call that was made
 * @param authority order, warrant or policy under which it is done
 * @param matter the matter that it is done for; the event shows to those alone who may see the matter
 * @param onBehalfOf for whom a service reads
 * @param reference the request, packet or other record that it belongs to
 */
public record Access(
        Actor actor,
        CustodyType type,
        String purpose,
        @Nullable String authority,
        @Nullable UUID matter,
        @Nullable String onBehalfOf,
        @Nullable UUID reference) {

    public Access(Actor actor, CustodyType type, String purpose, @Nullable UUID matter) {
        this(actor, type, purpose, null, matter, null, null);
    }

    public Access withReference(UUID wanted) {
        return new Access(actor, type, purpose, authority, matter, onBehalfOf, wanted);
    }
}
