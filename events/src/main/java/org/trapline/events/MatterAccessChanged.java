package org.trapline.events;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Who may see a matter. Subject: the matter's id. A matter that a consumer has not heard of is treated as sealed.
 *
 * @param matter  matter id
 * @param version rises with each change; an older one that comes late is ignored
 * @param sealed  whether members alone may know of the matter
 * @param members token subjects of its members
 */
public record MatterAccessChanged(UUID matter, long version, boolean sealed, List<String> members) {

    public MatterAccessChanged {
        Objects.requireNonNull(matter, "matter");
        members = List.copyOf(members);
    }
}
