package org.trapline.takedown.orders;

import java.util.List;
import java.util.UUID;

/** Filing was refused: nobody has accepted these operators, or their last review was a rejection. */
public final class OperatorsNotAccepted extends RuntimeException {

    private final List<UUID> operators;

    OperatorsNotAccepted(List<UUID> operators) {
        super("the order names operators that no person has accepted");
        this.operators = List.copyOf(operators);
    }

    public List<UUID> operators() {
        return operators;
    }
}
