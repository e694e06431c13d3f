package org.trapline.rdap;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query came to. "Does not exist", "nobody to ask" and "could not find out" are never confused. */
public sealed interface RdapAnswer {

    /** Every reply of this query in the order received; what was asked and refused is evidence too. */
    List<RawReply> replies();

    /**
     * @param domain the registry's answer, completed from the registrar's
     * @param registrarHop why the registrar's own server, which the registry names, could not be read; null when it
     *     was read or none is named. While it is set a missing abuse contact means "unknown", not "none".
     */
    record Found(
            RdapDomain domain,
            List<RawReply> replies,
            @Nullable Unavailable registrarHop) implements RdapAnswer {

        public Found {
            replies = List.copyOf(replies);
        }
    }

    /** The registry's server says that no such name is registered (404). */
    record NotFound(List<RawReply> replies) implements RdapAnswer {

        public NotFound {
            replies = List.copyOf(replies);
        }
    }

    /** The bootstrap file names no server for this suffix, as for many country codes: WHOIS or a person must help. */
    record NoServer() implements RdapAnswer {

        @Override
        public List<RawReply> replies() {
            return List.of();
        }
    }

    /**
     * Nothing is known: ask again later.
     *
     * @param reason for a person
     * @param status the HTTP status, 0 when there was no reply
     * @param retryAfter what the server asked for (429 and 503), null when it did not
     */
    record Unavailable(String reason, int status, @Nullable Duration retryAfter, List<RawReply> replies)
            implements RdapAnswer {

        public Unavailable {
            replies = List.copyOf(replies);
        }
    }
}
