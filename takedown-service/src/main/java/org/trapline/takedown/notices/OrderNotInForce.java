package org.trapline.takedown.notices;

import org.trapline.takedown.orders.OrderState;

/** The order behind the notice has ended; nothing is to be done under it any more. */
public final class OrderNotInForce extends RuntimeException {

    private final OrderState state;

    OrderNotInForce(OrderState state) {
        super("the order is " + state + "; nothing is to be done under this notice any more");
        this.state = state;
    }

    public OrderState state() {
        return state;
    }
}
