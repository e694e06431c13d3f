package org.trapline.evidence.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.TreeHash;

/** The ledger in the database: head, tiles and checkpoints. Leaves are appended in the transaction of their exhibits. */
@ApplicationScoped
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    /** Leaves that a check reads at a time. */
    private static final int MOST_LEAVES = 10_000;

    private static final int BEFORE_ALL_OTHERS = 1;

    private final DataSource dataSource;
    private final Clock clock;
    private final LedgerKey key;
    private final Optional<URI> url;
    /** Saves a look-up while the log does not grow; what it holds is committed. */
    private volatile @Nullable Checkpoint lastSigned;
    /** The tree that this process committed last, from leaves that it had in its hands: a head that is its own needs no check. */
    private volatile @Nullable TreeEdge committed;

    /** @throws LedgerKeyChanged when the log is signed already, and not with this key */
    Ledger(DataSource dataSource, Clock clock, LedgerConfig config) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.url = config.url();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Newest> signed = newestRow(connection);
                this.key = key(config, signed);
                if (signed.isPresent() && newest(connection).isEmpty()) {
                    throw signed.get().refusal(config.keyFile() + " holds " + key.verifier());
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreFailed("checkpoints were not read", e);
        }
    }

    /** A service with another key takes nothing in: what it acknowledged would stand in a log that nobody can verify. */
    void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
        LOG.infof("ledger key=%s", verifier());
    }

    private static LedgerKey key(LedgerConfig config, Optional<Newest> signed) {
        try {
            if (config.createKey() && !Files.exists(config.keyFile())) {
                if (signed.isPresent()) {
                    throw signed.get().refusal("there is no " + config.keyFile());
                }
                try {
                    LedgerKey.create(config.keyFile());
                    LOG.infof("made a new ledger key origin=%s", config.origin());
                } catch (FileAlreadyExistsException e) {
                    LOG.debug("another process made the ledger key");
                }
            }
            return LedgerKey.read(config.origin(), config.keyFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger key cannot be read", e);
        }
    }

    private static Optional<Newest> newestRow(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select size, note from checkpoint order by size desc limit 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(new Newest(row.getLong(1), row.getString(2))) : Optional.empty();
        }
    }

    /** The checkpoint of the most leaves, whoever signed it. */
    private record Newest(long size, String note) {

        /** Names the signature: who has several keys can tell which one it was. */
        LedgerKeyChanged refusal(String what) {
            return new LedgerKeyChanged(
                    what,
                    size,
                    note.substring(note.lastIndexOf('\n', note.length() - 2) + 1)
                            .strip());
        }
    }

    public NoteVerifier verifier() {
        return key.verifier();
    }

    /** Where the log is published, if this installation says so. */
    public Optional<URI> url() {
        return url;
    }

    /** The Ed25519 signature (RFC 8032) of the ledger's key over other bytes than a note, for what it vouches for beside. */
    public byte[] sign(byte[] bytes) {
        return key.sign(bytes);
    }

    public LedgerHead head() {
        try (Connection connection = dataSource.getConnection()) {
            return head(connection, "");
        } catch (SQLException e) {
            throw new StoreFailed("the ledger's head was not read", e);
        }
    }

    /** The size of the newest signed checkpoint; 0 when none was ever signed. */
    public long signedSize() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select coalesce(max(size), 0) from checkpoint");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreFailed("checkpoints were not read", e);
        }
    }

    /** The head, held until the transaction ends: whoever has it is the one writer. */
    public LedgerHead lockHead(Connection connection) throws SQLException {
        return head(connection, " for update");
    }

    private static LedgerHead head(Connection connection, String lock) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select ledger, size, root, receipts from ledger_head" + lock);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new LedgerHead(row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3), row.getLong(4));
        }
    }

    /**
     * The right edge of the tree of a head that the caller has locked.
     *
     * @throws LedgerAnomaly when the head is not the last signed tree grown by the leaves that are there
     */
    public TreeEdge edge(Connection connection, LedgerHead head) {
        TreeEdge own = committed;
        return own != null && head.isOf(own.size(), own.root()) ? own : grown(connection, newest(connection), head);
    }

    /** The grown tree is committed. */
    public void committed(TreeEdge edge) {
        committed = edge;
    }

    /** Reads the right edge of the signed tree and the leaves after it, no more. */
    private TreeEdge grown(Connection connection, Optional<Checkpoint> signed, LedgerHead head) {
        TreeEdge edge = TreeEdge.empty();
        if (signed.isPresent()) {
            Checkpoint last = signed.get();
            edge = TreeEdge.of(last.size(), (level, index) -> tile(connection, level, index)
                    .orElseThrow(() -> new LedgerAnomaly("tile " + level + "/" + index + " is missing")));
            if (!MessageDigest.isEqual(edge.root(), last.root())) {
                throw new LedgerAnomaly("the tiles do not lead to the root that is signed of size " + last.size());
            }
        }
        if (edge.size() > head.size()) {
            throw new LedgerAnomaly("the head says " + head.size() + " leaves, and " + edge.size() + " are signed");
        }
        while (edge.size() < head.size()) {
            int count = (int) Math.min(head.size() - edge.size(), MOST_LEAVES);
            List<byte[]> leaves = entries(connection, edge.size(), count);
            if (leaves.size() < count) {
                throw new LedgerAnomaly("the head says " + head.size() + " leaves, and not all of them are there");
            }
            edge = edge.append(leaves.stream().map(TreeHash::ofLeaf).toList()).edge();
        }
        if (!head.isOf(edge.size(), edge.root())) {
            throw new LedgerAnomaly("the head's root is not the one that its " + head.size() + " leaves lead to");
        }
        return edge;
    }

    /** Writes the grown tree in the caller's transaction, in place of the head that the caller has locked. */
    public void write(Connection connection, LedgerHead head, TreeEdge.Growth growth, int receipts)
            throws SQLException {
        try (PreparedStatement tile = connection.prepareStatement("insert into ledger_tile (level, index, hashes)"
                        + " values (?, ?, ?) on conflict (level, index) do update set hashes = excluded.hashes");
                PreparedStatement update = connection.prepareStatement(
                        "update ledger_head set size = ?, root = ?, receipts = ? where size = ? and receipts = ?")) {
            for (Tile grown : growth.tiles()) {
                tile.setInt(1, grown.level());
                tile.setLong(2, grown.index());
                tile.setBytes(3, grown.hashes());
                tile.addBatch();
            }
            tile.executeBatch();
            update.setLong(1, growth.edge().size());
            update.setBytes(2, growth.edge().root());
            update.setLong(3, head.receipts() + receipts);
            update.setLong(4, head.size());
            update.setLong(5, head.receipts());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("The ledger has moved on from size " + head.size());
            }
        }
    }

    /**
     * The checkpoint of what is committed now; signed when it has not been yet. Whoever asks after an acknowledgement finds
     * what was acknowledged.
     *
     * @throws LedgerAnomaly when the head is not the last signed tree grown by the leaves that are there: it is not signed
     */
    public Checkpoint checkpoint() {
        LedgerHead head = head();
        Checkpoint last = lastSigned;
        if (last != null && head.isOf(last.size(), last.root())) {
            return last;
        }
        TreeEdge own = committed;
        boolean isOwn = own != null && head.isOf(own.size(), own.root());
        Checkpoint signed = QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                LedgerHead checked = isOwn ? head : checkedHead(connection);
                return signed(connection, checked).orElseGet(() -> sign(connection, checked));
            } catch (SQLException e) {
                throw new StoreFailed("the checkpoint was not read or written", e);
            }
        });
        lastSigned = signed;
        return signed;
    }

    /** Read after what is signed, since others sign meanwhile, and no head is behind it. */
    private LedgerHead checkedHead(Connection connection) throws SQLException {
        Optional<Checkpoint> signed = newest(connection);
        LedgerHead head = head(connection, "");
        grown(connection, signed, head);
        return head;
    }

    /** The last checkpoint that this key signed; what else stands among them is for fsck to name. */
    private Optional<Checkpoint> newest(Connection connection) {
        Checkpoint last = lastSigned;
        if (last != null) {
            return Optional.of(last);
        }
        try (PreparedStatement select =
                connection.prepareStatement("select size, note from checkpoint order by size desc")) {
            select.setFetchSize(100);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Optional<Checkpoint> signed = verified(row.getLong(1), row.getString(2));
                    if (signed.isPresent()) {
                        return signed;
                    }
                }
                return Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("checkpoints were not read", e);
        }
    }

    private Optional<Checkpoint> verified(long size, String note) {
        try {
            return Optional.of(verifier().verify(note)).filter(signed -> signed.size() == size);
        } catch (ProofFailed e) {
            return Optional.empty();
        }
    }

    private Optional<Checkpoint> signed(Connection connection, LedgerHead head) {
        try (PreparedStatement select = connection.prepareStatement("select note from checkpoint where size = ?")) {
            select.setLong(1, head.size());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(verified(head.size(), row.getString(1))
                        .filter(signed -> head.isOf(signed.size(), signed.root()))
                        .orElseThrow(() -> new LedgerAnomaly(
                                "the checkpoint of size " + head.size() + " is not the one of these leaves")));
            }
        } catch (SQLException e) {
            throw new StoreFailed("the checkpoint was not read", e);
        }
    }

    /** Two who sign one size at a time sign the same: the row of the first stands. */
    private Checkpoint sign(Connection connection, LedgerHead head) {
        Checkpoint checkpoint = key.sign(head.size(), head.root());
        try (PreparedStatement insert =
                connection.prepareStatement("insert into checkpoint (size, root, note, signed_at)"
                        + " values (?, ?, ?, ?) on conflict do nothing")) {
            insert.setLong(1, checkpoint.size());
            insert.setBytes(2, checkpoint.root());
            insert.setString(3, checkpoint.note());
            insert.setTimestamp(4, Timestamp.from(clock.instant()));
            return insert.executeUpdate() == 1
                    ? checkpoint
                    : signed(connection, head).orElseThrow();
        } catch (SQLException e) {
            throw new StoreFailed("the checkpoint was not written", e);
        }
    }

    public Optional<Tile> tile(int level, long index) {
        try (Connection connection = dataSource.getConnection()) {
            return tile(connection, level, index);
        } catch (SQLException e) {
            throw new StoreFailed("a tile was not read", e);
        }
    }

    private static Optional<Tile> tile(Connection connection, int level, long index) {
        try (PreparedStatement select =
                connection.prepareStatement("select hashes from ledger_tile where level = ? and index = ?")) {
            select.setInt(1, level);
            select.setLong(2, index);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Tile(level, index, row.getBytes(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreFailed("a tile was not read", e);
        }
    }

    /**
     * The audit path of a leaf in the tree of a checkpoint.
     *
     * @throws LedgerAnomaly when the tiles are not there
     */
    public List<byte[]> inclusion(long leafIndex, Checkpoint checkpoint) {
        return proofs().inclusion(leafIndex, checkpoint.size());
    }

    /**
     * The proof that a signed tree's first leaves are those of a smaller one.
     *
     * @throws LedgerAnomaly when the tiles are not there
     */
    List<byte[]> consistency(long first, long second) {
        return proofs().consistency(first, second);
    }

    private ProofBuilder proofs() {
        return new ProofBuilder((level, index) ->
                tile(level, index).orElseThrow(() -> new LedgerAnomaly("tile " + level + "/" + index + " is missing")));
    }

    /** The leaf data of a run of leaves, as {@code tile/entries} publishes them; shorter when the tree is. */
    List<byte[]> entries(long from, int count) {
        try (Connection connection = dataSource.getConnection()) {
            return entries(connection, from, count);
        } catch (SQLException e) {
            throw new StoreFailed("leaves were not read", e);
        }
    }

    private static List<byte[]> entries(Connection connection, long from, int count) {
        try (PreparedStatement select = connection.prepareStatement(
                "select leaf_data from exhibit where leaf_index >= ? and leaf_index < ? order by leaf_index")) {
            select.setLong(1, from);
            select.setLong(2, from + count);
            try (ResultSet rows = select.executeQuery()) {
                List<byte[]> entries = new ArrayList<>(count);
                while (rows.next()) {
                    entries.add(rows.getBytes(1));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new StoreFailed("leaves were not read", e);
        }
    }
}
