package org.trapline.evidence.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A link as it stands in a message, beside the host that it leads to.
 *
 * @param target the URL, cut at 2,048 characters
 * @param host as {@link LinkedHost} has it
 * @param site its registrable domain, null for an address
 * @param shown the words that a reader sees in its place, cut at 200 characters; empty for a link in plain text
 * @param part path of the part that it stands in
 * @param signs codes of what is unusual about it
 */
public record Link(String target, String host, @Nullable String site, String shown, String part, List<String> signs) {

    /** What can be unusual about a link. */
    enum Sign {
        /** It is shown as an address of another registrable domain. */
        SHOWN_DIFFERS,
        /** A user name stands before the host, which a reader may take for the host. */
        USER_INFO,
        /** The host is percent-encoded. */
        ENCODED_HOST,
        /** The host is an address in an unusual form. */
        NUMERIC_HOST,
        /** Written so that programs do not take it for a link. */
        DEFANGED,
        /** A name without a scheme in plain text. */
        BARE,
        /** Another address stands in a parameter. */
        REDIRECTOR,
        /** It stood in a parameter of another link. */
        REDIRECTED,
        /** The place where it stands is not shown. */
        HIDDEN;

        private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

        String code() {
            return code;
        }
    }
}
