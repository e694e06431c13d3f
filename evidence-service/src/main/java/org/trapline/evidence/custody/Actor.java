package org.trapline.evidence.custody;

import java.util.stream.Collectors;
import org.trapline.defaults.Caller;

/**
 * Who acts.
 *
 * @param subject the token's subject; for the platform itself the name of its part
 * @param name the person's or service's name at the time
 * @param role the roles of the token, in alphabetical order, separated by commas
 */
public record Actor(String subject, String name, String role) {

    public static Actor of(Caller caller) {
        return new Actor(
                caller.subject(),
                caller.name(),
                caller.roles().stream().sorted().collect(Collectors.joining(",")));
    }

    /** The platform, where it acts by itself. */
    public static Actor platform(String part) {
        return new Actor(part, part, "system");
    }
}
