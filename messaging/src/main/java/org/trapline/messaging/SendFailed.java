package org.trapline.messaging;

/** Not all records of a batch are known to be with the brokers; all of them are to be sent again. */
public final class SendFailed extends RuntimeException {

    SendFailed(int records, Throwable cause) {
        super("a batch of %d records was not acknowledged: %s".formatted(records, cause), cause);
    }
}
