package org.trapline.evidence.packets;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.verifier.TreeHash;

/** The WARC of a packet (ISO 28500): a {@code resource} for a complete copy, a {@code conversion} for a redacted one. */
final class WarcFile implements Closeable {

    /** Closes every record, behind its block. */
    private static final int END = 4;

    private final WarcWriter writer;

    WarcFile(OutputStream out, Packet packet) throws IOException {
        this.writer = new WarcWriter(Channels.newChannel(out), WarcCompression.NONE);
        writer.write(new Warcinfo.Builder()
                .date(packet.requestedAt())
                .recordId(URI.create("urn:uuid:" + packet.id()))
                .fields(Map.of(
                        "software", List.of("Trapline evidence-service"), "format", List.of("WARC File Format 1.1")))
                .build());
    }

    /**
     * Writes one exhibit.
     *
     * @return where in the file the bytes begin
     */
    long add(Exhibit exhibit, byte[] bytes, boolean redacted) throws IOException {
        URI urn = URI.create("urn:uuid:" + exhibit.id());
        MediaType type = MediaType.parse(exhibit.mediaType());
        WarcDigest digest = new WarcDigest(
                "sha256", HexFormat.of().formatHex(TreeHash.sha256().digest(bytes)));
        WarcRecord record = redacted
                ? new WarcConversion.Builder()
                        .setHeader("WARC-Target-URI", urn.toString())
                        .recordId(URI.create("urn:uuid:" + UUID.nameUUIDFromBytes(bytes)))
                        .refersTo(urn)
                        .date(exhibit.receivedAt())
                        .payloadDigest(digest)
                        .body(type, bytes)
                        .build()
                : new WarcResource.Builder(urn)
                        .recordId(urn)
                        .date(exhibit.receivedAt())
                        .payloadDigest(digest)
                        .body(type, bytes)
                        .build();
        writer.write(record);
        return writer.position() - END - bytes.length;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
