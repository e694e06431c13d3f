package org.trapline.evidence.reparse;

import java.util.UUID;

/** No run has this id. */
public class NoSuchReparse extends RuntimeException {

    NoSuchReparse(UUID id) {
        super("There is no run " + id);
    }
}
