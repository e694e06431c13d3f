package org.trapline.takedown.notices;

import java.util.List;

/** The registrar answers for names that are not on its notice. */
public final class NamesNotOnNotice extends RuntimeException {

    private final List<String> names;

    NamesNotOnNotice(List<String> names) {
        super("these names are not on the notice");
        this.names = List.copyOf(names);
    }

    public List<String> names() {
        return names;
    }
}
