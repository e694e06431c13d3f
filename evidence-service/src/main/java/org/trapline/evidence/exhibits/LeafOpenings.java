package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.ExhibitContent;

/** What opens the commitment of an exhibit's leaf, beside its bytes. */
@ApplicationScoped
public class LeafOpenings {

    private final DataSource dataSource;

    LeafOpenings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @throws NoSuchExhibit when there is none */
    public LeafOpening of(Exhibit exhibit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select e.secret, e.source, e.trap, " + EnvelopeColumns.OF_V + " from exhibit e"
                                + " left join receipt r on r.exhibit = e.id and r.first"
                                + " left join envelope v on v.receipt = r.seq where e.id = ?")) {
            select.setObject(1, exhibit.id());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new NoSuchExhibit(exhibit.id());
                }
                Envelope envelope = EnvelopeColumns.read(row, 4);
                return new LeafOpening(
                        exhibit,
                        row.getBytes(1),
                        LeafMetadata.of(
                                exhibit.id(),
                                exhibit.kind().name(),
                                exhibit.mediaType(),
                                exhibit.receivedAt(),
                                row.getString(2),
                                row.getObject(3, UUID.class)),
                        envelope == null ? List.of() : envelope.parts());
            }
        } catch (SQLException e) {
            throw new StoreFailed("the leaf of exhibit " + exhibit.id() + " was not read", e);
        }
    }

    /**
     * @param exhibit whose leaf it is; as its row has it, not as a caller sees it
     * @param secret derives the salts; null when it was destroyed
     * @param metadata parts of kind 2
     * @param envelope parts of kind 3
     */
    public record LeafOpening(Exhibit exhibit, byte @Nullable [] secret, List<String> metadata, List<String> envelope) {

        public ExhibitContent content(byte[] raw) {
            return new ExhibitContent(
                    exhibit.sha256(), metadata, envelope, raw, exhibit.kind().isMail());
        }
    }
}
