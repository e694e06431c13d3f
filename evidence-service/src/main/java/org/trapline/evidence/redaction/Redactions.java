package org.trapline.evidence.redaction;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.custody.Access;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.LeafOpenings;
import org.trapline.evidence.exhibits.RawExhibits;
import org.trapline.messaging.StoreFailed;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.RedactedCopy;

/** Makes redacted copies of messages. */
@ApplicationScoped
public class Redactions {

    private static final Pattern RECIPIENT_FIELD =
            Pattern.compile("(?im)^(?:(?:resent-)?(?:to|cc|bcc)|delivered-to|x-original-to"
                    + "|x?-?envelope-to|x-rcpt-to|apparently-to)[ \\t]*:(?:.*(?:\\r?\\n[ \\t].*)*)");
    private static final Pattern HOP = Pattern.compile("(?i)\\bfor\\s+<?([^\\s<>;]{1,250}@[^\\s<>;]{1,250})>?");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:\"()]{1,64}@[A-Za-z0-9.-]{1,255}");

    /** A header may name a great many; the first ones are enough to know the trap's own. */
    private static final int MAX_NAMES = 40;

    private static final int HEADER_LOOKED_AT = 64 * 1024;

    private final DataSource dataSource;
    private final LeafOpenings openings;
    private final RawExhibits raw;

    Redactions(DataSource dataSource, LeafOpenings openings, RawExhibits raw) {
        this.dataSource = dataSource;
        this.openings = openings;
        this.raw = raw;
    }

    /**
     * The parts of the exhibit's leaf, each shown or left out.
     *
     * @param reading who wants it and what for
     * @param visible the matters that bound the reader's view; null when nothing does
     * @throws NotAMessage when it is none
     */
    public RedactedCopy copy(Exhibit exhibit, Access reading, @Nullable Set<UUID> visible) {
        if (!exhibit.kind().isMail()) {
            throw new NotAMessage(exhibit.id());
        }
        byte[] message = raw.read(exhibit, reading);
        LeafOpenings.LeafOpening opening = openings.of(exhibit, visible);
        // Gone between the two: the bytes' own refusal says so.
        byte[] secret = opening.secret();
        if (secret == null) {
            raw.refuseDisposed(exhibit.id());
            throw new IllegalStateException("Exhibit " + exhibit.id() + " has no secret");
        }
        ExhibitContent content = opening.content(message);
        return new Redactor(names(exhibit.id(), content.raw()), content, opening.receiptShown()).copy(secret);
    }

    private RecipientNames names(UUID exhibit, byte[] message) {
        Set<String> addresses = new HashSet<>();
        Set<String> domains = new HashSet<>();
        ofReceipts(exhibit, addresses, domains);
        ofHeader(message, addresses);
        return RecipientNames.of(addresses, domains);
    }

    /** All receipts count, also those of matters that the caller may not see. */
    private void ofReceipts(UUID exhibit, Set<String> addresses, Set<String> domains) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select t.address, t.domain, v.rcpt_to"
                        + " from receipt r join batch b on b.id = r.batch left join trap t on t.id = b.trap"
                        + " left join envelope v on v.receipt = r.seq where r.exhibit = ?")) {
            select.setObject(1, exhibit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(addresses, row.getString(1));
                    add(domains, row.getString(2));
                    Array recipients = row.getArray(3);
                    if (recipients != null) {
                        addresses.addAll(List.of((String[]) recipients.getArray()));
                    }
                }
            }
        } catch (SQLException e) {
            throw new StoreFailed("the recipients of exhibit " + exhibit + " were not read", e);
        }
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    /** Whom the header names: of what came without an envelope nothing else knows the recipient. */
    static void ofHeader(byte[] message, Set<String> addresses) {
        String text = new String(message, 0, Math.min(message.length, HEADER_LOOKED_AT), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\r\n") >= 0 ? text.indexOf("\n\r\n") : text.indexOf("\n\n");
        String header = end < 0 ? text : text.substring(0, end);
        int most = addresses.size() + MAX_NAMES;
        Matcher hop = HOP.matcher(header);
        while (hop.find() && addresses.size() < most) {
            addresses.add(hop.group(1).toLowerCase(Locale.ROOT));
        }
        Matcher field = RECIPIENT_FIELD.matcher(header);
        while (field.find()) {
            Matcher address = ADDRESS.matcher(field.group());
            while (address.find() && addresses.size() < most) {
                addresses.add(address.group().toLowerCase(Locale.ROOT));
            }
        }
    }
}
