package org.trapline.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The inbox of HTTP: a request that creates is carried out once per caller and {@code Idempotency-Key}. */
@ApplicationScoped
public class Idempotency {

    private final DataSource dataSource;

    Idempotency(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Runs in the caller's transaction, so the key and what it created commit together. A second request with the same key
     * waits for the first to commit.
     *
     * @param caller      the token's subject
     * @param key         the header's value; null when there is none, then {@code create} always runs
     * @param fingerprint tells requests apart, for example path and body; its hash is kept
     * @param create      makes the resource and gives its id
     * @return the id of the resource that the key stands for
     * @throws IdempotencyKeyReused when the key came with another fingerprint before
     * @throws InvalidIdempotencyKey when the key is too long to be kept
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID once(String caller, @Nullable String key, String fingerprint, Supplier<UUID> create) {
        if (key == null) {
            return create.get();
        }
        InvalidIdempotencyKey.check(key);
        String hash = sha256(fingerprint);
        try (Connection connection = dataSource.getConnection()) {
            if (!claim(connection, caller, key, hash)) {
                return known(connection, caller, key, hash);
            }
            UUID id = create.get();
            keep(connection, caller, key, id);
            return id;
        } catch (SQLException e) {
            throw new StoreFailed("idempotency key was not looked up", e);
        }
    }

    private static boolean claim(Connection connection, String caller, String key, String fingerprint)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into idempotency_key (caller, key, fingerprint) values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, caller);
            insert.setString(2, key);
            insert.setString(3, fingerprint);
            return insert.executeUpdate() == 1;
        }
    }

    private static UUID known(Connection connection, String caller, String key, String fingerprint)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select fingerprint, resource from idempotency_key where caller = ? and key = ?")) {
            select.setString(1, caller);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getString(1).equals(fingerprint)) {
                    throw new IdempotencyKeyReused(key);
                }
                return row.getObject(2, UUID.class);
            }
        }
    }

    private static void keep(Connection connection, String caller, String key, UUID id) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update idempotency_key set resource = ? where caller = ? and key = ?")) {
            update.setObject(1, id);
            update.setString(2, caller);
            update.setString(3, key);
            update.executeUpdate();
        }
    }

    private static String sha256(String fingerprint) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
