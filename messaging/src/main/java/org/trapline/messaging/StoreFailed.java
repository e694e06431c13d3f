package org.trapline.messaging;

import java.sql.SQLException;

/** The database refused or could not be reached; the transaction cannot commit. */
public final class StoreFailed extends RuntimeException {

    public StoreFailed(String message, SQLException cause) {
        super(message, cause);
    }
}
