package org.trapline.takedown.orders;

/** A draft says what no order can say; its words tell what. */
public final class InvalidOrder extends RuntimeException {

    InvalidOrder(String message) {
        super(message);
    }
}
