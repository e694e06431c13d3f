package org.trapline.takedown.orders;

import java.util.List;

/** The act is not open to an order in its present state. */
public final class IllegalTransition extends RuntimeException {

    private final OrderState state;
    private final OrderState.Act act;

    IllegalTransition(OrderState state, OrderState.Act act) {
        super("an order that is " + state + " cannot take " + act);
        this.state = state;
        this.act = act;
    }

    public OrderState state() {
        return state;
    }

    public OrderState.Act act() {
        return act;
    }

    public List<OrderState.Act> allowed() {
        return state.allowed();
    }
}
