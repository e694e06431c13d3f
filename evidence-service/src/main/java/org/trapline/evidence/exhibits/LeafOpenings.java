package org.trapline.evidence.exhibits;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.Commitments;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.RedactedCopy;

/** What opens the commitment of an exhibit's leaf, beside its bytes. */
@ApplicationScoped
public class LeafOpenings {

    private final DataSource dataSource;

    LeafOpenings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * @param visible the matters that bound the reader's view; null when nothing does
     * @throws NoSuchExhibit when there is none
     */
    public LeafOpening of(Exhibit exhibit, @Nullable Set<UUID> visible) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select e.secret, e.source, e.trap, b.matter, " + EnvelopeColumns.OF_V + " from exhibit e"
                                + " left join receipt r on r.exhibit = e.id and r.first left join batch b on b.id = r.batch"
                                + " left join envelope v on v.receipt = r.seq where e.id = ?")) {
            select.setObject(1, exhibit.id());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new NoSuchExhibit(exhibit.id());
                }
                Envelope envelope = EnvelopeColumns.read(row, 5);
                UUID matter = row.getObject(4, UUID.class);
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
                        envelope == null ? List.of() : envelope.parts(),
                        visible == null || matter == null || visible.contains(matter));
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
     * @param receiptShown whether the reader may know of the first receipt, which parts of kind 2 and 3 tell of
     */
    public record LeafOpening(
            Exhibit exhibit,
            byte @Nullable [] secret,
            List<String> metadata,
            List<String> envelope,
            boolean receiptShown) {

        public ExhibitContent content(byte[] raw) {
            return new ExhibitContent(
                    exhibit.sha256(), metadata, envelope, raw, exhibit.kind().isMail());
        }

        /** The leaf's parts with all of the bytes and nothing of how they first came in. */
        public RedactedCopy withoutReceipt(byte[] raw) {
            Commitments commitments = new Commitments(Objects.requireNonNull(secret, "the secret was destroyed"));
            List<RedactedCopy.Part> parts = new ArrayList<>();
            content(raw).parts((kind, bytes, from, length) -> {
                RedactedCopy.Part part = RedactedCopy.Part.shown(
                        kind, commitments.salt(parts.size()), Arrays.copyOfRange(bytes, from, from + length));
                boolean tells = kind == ExhibitContent.ENVELOPE
                        || (kind == ExhibitContent.METADATA && parts.size() != LeafMetadata.EXHIBIT);
                parts.add(tells ? part.withheld() : part);
            });
            return new RedactedCopy(parts);
        }
    }
}
