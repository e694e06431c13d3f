package org.trapline.evidence.packets;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.ledger.Ledger;
import org.trapline.evidence.timestamps.CheckpointTimestamp;
import org.trapline.evidence.timestamps.Timestamps;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.packet.Opening;
import org.trapline.verifier.packet.PacketLayout;
import org.trapline.verifier.packet.SigningKey;

/** Makes the file of a packet (docs/formats/packet.md). */
@ApplicationScoped
class PacketMaker {

    /** Rows of the page's table: more than a person reads, and no browser minds. */
    private static final int LISTED = 1000;

    private static final int PROGRESS_STEP = 100;

    /** What a cell of a spreadsheet may begin with that is no text (OWASP: CSV injection), and the mark of text itself. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'";

    private final Packets packets;
    private final PacketCopies copies;
    private final Ledger ledger;
    private final Timestamps timestamps;
    private final PacketConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final String version;

    PacketMaker(
            Packets packets,
            PacketCopies copies,
            Ledger ledger,
            Timestamps timestamps,
            PacketConfig config,
            ObjectMapper json,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.packets = packets;
        this.copies = copies;
        this.ledger = ledger;
        this.timestamps = timestamps;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.version = version;
    }

    /** Writes the whole packet into the draft. */
    Made make(Packet packet, PacketStore.Draft draft) throws IOException {
        // One head of the log for all: the stamped one, since a later head says nothing more of these exhibits.
        Optional<CheckpointTimestamp> stamp = timestamps.covering(packets.lastLeaf(packet.id()));
        Checkpoint checkpoint = stamp.map(CheckpointTimestamp::checkpoint).orElseGet(ledger::checkpoint);
        BagWriter bag = new BagWriter(draft.bag());
        Listing listing = writeExhibits(packet, checkpoint, bag);
        writeCustody(packet, bag);
        bag.write(PacketLayout.CHECKPOINT, checkpoint.note());
        if (stamp.isPresent()) {
            bag.write(PacketLayout.TIMESTAMP, stamp.get().reply());
        }
        SigningKey key = SigningKey.of(ledger.verifier().publicKey());
        bag.write(PacketLayout.KEY, key.pem());
        writeDocuments(about(packet, checkpoint, stamp, key, bag, listing), listing, bag);
        String info = "Source-Organization: " + config.office() + "\nExternal-Identifier: " + packet.id()
                + "\nExternal-Description: Exhibits " + packet.firstBates() + " to " + packet.lastBates()
                + "\nBagging-Date: " + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "\n";
        BagWriter.Sealed file =
                bag.seal(info, ledger::sign, draft.zip(), packet.firstBates() + "_" + packet.lastBates());
        return new Made(file, checkpoint.size());
    }

    private Listing writeExhibits(Packet packet, Checkpoint checkpoint, BagWriter bag) throws IOException {
        Listing listing = new Listing();
        try (OutputStream messages = bag.open(PacketLayout.MESSAGES);
                WarcFile warc = new WarcFile(messages, packet);
                OutputStream openings = bag.open(PacketLayout.OPENINGS);
                CSVPrinter list = new CSVPrinter(writer(bag.open(PacketLayout.LIST)), CSVFormat.RFC4180)) {
            list.printRecord(
                    "bates", "exhibit", "kind", "sha256", "received", "from", "subject", "leaf", "offset", "length");
            for (Packets.Numbered numbered : packets.exhibits(packet.id())) {
                PacketCopies.Copy copy = copies.copy(packet, numbered.exhibit());
                Exhibit exhibit = copy.exhibit();
                String bates = new BatesNumber(packet.prefix(), numbered.number()).toString();
                long offset = warc.add(exhibit, copy.bytes(), !copy.isComplete());
                Opening opening = copy.opening(bates, offset, ledger.inclusion(exhibit.leafIndex(), checkpoint));
                openings.write(json.writeValueAsBytes(opening));
                openings.write('\n');
                PacketPage.Row row = new PacketPage.Row(
                        bates,
                        exhibit.receivedAt(),
                        copy.sender(),
                        copy.subject(),
                        copy.sha256(),
                        offset,
                        copy.bytes().length);
                list.printRecord(
                        bates,
                        exhibit.id(),
                        exhibit.kind(),
                        row.sha256(),
                        row.receivedAt(),
                        harmless(row.sender()),
                        harmless(row.subject()),
                        exhibit.leafIndex(),
                        row.offset(),
                        row.length());
                listing.add(row);
                listing.contents.add(exhibit.kind(), copy.first());
                if (listing.count % PROGRESS_STEP == 0) {
                    packets.progress(packet.id(), listing.count);
                }
            }
        }
        return listing;
    }

    /**
     * What a spreadsheet would take for a formula has a {@code '} before it, and what begins with {@code '} has another one, so
     * that the text can be had back by taking one away.
     */
    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void writeCustody(Packet packet, BagWriter bag) throws IOException {
        try (OutputStream custody = bag.open(PacketLayout.CUSTODY)) {
            for (Packets.Numbered numbered : packets.exhibits(packet.id())) {
                for (String line : copies.custody(packet, numbered.exhibit())) {
                    custody.write(line.getBytes(StandardCharsets.UTF_8));
                    custody.write('\n');
                }
            }
        }
    }

    private PacketPage.About about(
            Packet packet,
            Checkpoint checkpoint,
            Optional<CheckpointTimestamp> stamp,
            SigningKey key,
            BagWriter bag,
            Listing listing) {
        return new PacketPage.About(
                packet.title(),
                config.office(),
                packet.requestedBy(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                packet.redacted(),
                config.specimen(),
                packet.firstBates(),
                packet.lastBates(),
                packet.exhibits(),
                listing.rows.size(),
                checkpoint.size(),
                checkpoint.rootHash(),
                checkpoint.origin(),
                ledger.verifier().toString(),
                ledger.url().map(URI::toString).orElse(null),
                version,
                key.fingerprint(),
                HexFormat.of().formatHex(bag.sha256(PacketLayout.LIST)),
                stamp.map(CheckpointTimestamp::stamp).orElse(null),
                timestamps.areOn(),
                listing.contents,
                config.perjuryClause(),
                listing.earliest,
                listing.latest,
                listing.rows.get(0));
    }

    private static void writeDocuments(PacketPage.About about, Listing listing, BagWriter bag) throws IOException {
        bag.write(
                PacketLayout.PAGE,
                PacketPage.Templates.page(about, listing.rows).render());
        bag.write(
                PacketLayout.CERTIFICATES + "902-13.pdf",
                PacketDocuments.pdf(PacketPage.Templates.processCertificate(about)));
        bag.write(
                PacketLayout.CERTIFICATES + "902-14.pdf",
                PacketDocuments.pdf(PacketPage.Templates.copyCertificate(about)));
        bag.write(
                PacketLayout.CERTIFICATES + "affidavit.pdf",
                PacketDocuments.pdf(PacketPage.Templates.affidavit(about)));
    }

    private static BufferedWriter writer(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** What the documents tell of the exhibits, gathered as they pass. */
    private static final class Listing {

        private final List<PacketPage.Row> rows = new ArrayList<>();
        private final PacketContents contents = new PacketContents();
        private long count;
        private Instant earliest = Instant.MAX;
        private Instant latest = Instant.MIN;

        void add(PacketPage.Row row) {
            if (rows.size() < LISTED) {
                rows.add(row);
            }
            count++;
            earliest = row.receivedAt().isBefore(earliest) ? row.receivedAt() : earliest;
            latest = row.receivedAt().isAfter(latest) ? row.receivedAt() : latest;
        }
    }

    /**
     * A packet's finished file.
     *
     * @param file the zip
     * @param checkpoint size of the ledger that its proofs lead to
     */
    record Made(BagWriter.Sealed file, long checkpoint) {}
}
