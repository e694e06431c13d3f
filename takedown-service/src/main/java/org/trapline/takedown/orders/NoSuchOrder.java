package org.trapline.takedown.orders;

/** There is no such order, or it lies in a matter that the caller may not know of. */
public final class NoSuchOrder extends RuntimeException {

    NoSuchOrder() {
        super("no such order");
    }
}
