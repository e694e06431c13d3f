package org.trapline.attribution.operators;

import java.util.UUID;

/** There is no such operator for this caller. */
public final class NoSuchOperator extends RuntimeException {

    NoSuchOperator(UUID operator) {
        super("no operator " + operator);
    }
}
