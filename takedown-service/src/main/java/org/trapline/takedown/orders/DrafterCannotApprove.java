package org.trapline.takedown.orders;

/** The person who drafted the order tried to approve it: two people must stand behind it. */
public final class DrafterCannotApprove extends RuntimeException {

    DrafterCannotApprove() {
        super("an order is approved by another person than its drafter");
    }
}
