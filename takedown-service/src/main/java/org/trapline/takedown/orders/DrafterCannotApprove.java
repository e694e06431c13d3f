package org.trapline.takedown.orders;

/** A person who drafted or changed the order tried to approve it: two people must stand behind its text. */
public final class DrafterCannotApprove extends RuntimeException {

    DrafterCannotApprove() {
        super("an order is approved by another person than those who wrote it");
    }
}
