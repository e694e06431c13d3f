package org.trapline.simulator;

/** The message is no notice that a clerk could act upon; says what is missing. */
final class UnreadableNotice extends Exception {

    UnreadableNotice(String message) {
        super(message);
    }
}
