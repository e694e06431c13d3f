package org.trapline.simulator;

/** The registrar's answer did not reach the sender of the notice; says why. */
final class UndeliverableReply extends Exception {

    UndeliverableReply(String message) {
        super(message);
    }
}
