package org.trapline.platform;

/**
 * A database and the one role that owns it.
 *
 * @param jdbcUrl {@code jdbc:postgresql://127.0.0.1:PORT/NAME}
 * @param user role name
 * @param password the role's password (SCRAM-SHA-256)
 */
public record Database(String jdbcUrl, String user, String password) {

    /** Leaves the password out: records are printed in logs and assertion messages. */
    @Override
    public String toString() {
        return "Database[" + jdbcUrl + ", user=" + user + "]";
    }
}
