package org.trapline.evidence.vault;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.trapline.messaging.StoreFailed;

/** Opens the configured store where the rows say that it ends. */
@ApplicationScoped
class VaultOpening {

    private static final Logger LOG = Logger.getLogger(VaultOpening.class);

    @Produces
    @Singleton
    Vault open(VaultConfig config, Segments segments, DataSource dataSource) {
        try {
            return switch (config.store()) {
                case DIRECTORY -> openDirectory(config, segments, dataSource);
                case S3 ->
                    S3Vault.open(
                            S3Bucket.open(config.s3()),
                            segments,
                            config.segmentSize(),
                            committed(dataSource),
                            config.s3().work());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The vault cannot be opened", e);
        }
    }

    private static Vault openDirectory(VaultConfig config, Segments segments, DataSource dataSource)
            throws IOException {
        Path directory = config.directory()
                .orElseThrow(
                        () -> new VaultMisconfigured("directory", "say where the evidence lies, or set store to s3"));
        List<Path> orphans = new ArrayList<>();
        Vault vault =
                DirectoryVault.open(directory, config.segmentSize(), segments, () -> committed(dataSource), orphans);
        for (Path orphan : orphans) {
            LOG.warnf("bytes without a row set aside orphan=%s", orphan.getFileName());
        }
        return vault;
    }

    void close(@Disposes Vault vault) {
        try {
            vault.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Records are appended in ledger order, so the last leaf's record is the last one. A writer that was killed may have left
     * a commit under way: the ledger's head, which every writer holds until then, is waited for.
     */
    static Extent committed(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement head = connection.createStatement();
                    PreparedStatement select = connection.prepareStatement(
                            "select segment, position + length from exhibit order by leaf_index desc limit 1")) {
                head.execute("select from ledger_head for update");
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? new Extent(row.getInt(1), row.getLong(2)) : Extent.NOTHING;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreFailed("the vault's extent was not read", e);
        }
    }
}
