package org.trapline.takedown.orders;

import java.util.List;

/** The entry binds names that were never filed: a slip, or another order. */
public final class NamesNotFiled extends RuntimeException {

    private final List<String> names;

    NamesNotFiled(List<String> names) {
        super("the entry names targets that were not filed");
        this.names = List.copyOf(names);
    }

    public List<String> names() {
        return names;
    }
}
