package org.trapline.simulator;

/** The caller of the control API sent something that is not so; the message says what. */
final class InvalidInput extends RuntimeException {

    InvalidInput(String message) {
        super(message);
    }
}
