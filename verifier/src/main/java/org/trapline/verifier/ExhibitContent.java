package org.trapline.verifier;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an exhibit's leaf in the ledger commits to (docs/formats/ledger.md): a list of parts in a fixed order. Put together,
 * the parts of kind {@link #HEADER_LINE} and {@link #BODY_BLOCK} are the raw bytes.
 *
 * @param sha256 of the raw bytes
 * @param metadata {@code name=value}, in the format's order
 * @param envelope {@code name=value}, in the format's order; empty for what came without an SMTP envelope
 * @param raw the exact bytes
 * @param mail whether the raw bytes are a message: only a message has header lines, everything else is body
 */
public record ExhibitContent(byte[] sha256, List<String> metadata, List<String> envelope, byte[] raw, boolean mail) {

    public static final byte RAW_SHA256 = 1;
    public static final byte METADATA = 2;
    public static final byte ENVELOPE = 3;
    public static final byte HEADER_LINE = 4;
    public static final byte BODY_BLOCK = 5;

    /** Bytes of a body block; a header line longer than this is cut likewise. */
    public static final int BLOCK = 4096;

    /** From this header line on the bytes are cut into blocks: a mail of a million lines stays cheap. */
    static final int MAX_HEADER_LINES = 2048;

    /** Takes the parts in their order. */
    @FunctionalInterface
    public interface Taker {

        /** @param from where in the bytes the part begins; the bytes are {@link #raw} itself for parts of kind 4 and 5 */
        void part(byte kind, byte[] bytes, int from, int length);
    }

    /** Hands out every part, without copying the raw bytes. */
    public void parts(Taker taker) {
        taker.part(RAW_SHA256, sha256, 0, sha256.length);
        fields(METADATA, metadata, taker);
        fields(ENVELOPE, envelope, taker);
        for (int at = mail ? header(taker) : 0; at < raw.length; at += BLOCK) {
            taker.part(BODY_BLOCK, raw, at, Math.min(BLOCK, raw.length - at));
        }
    }

    private static void fields(byte kind, List<String> fields, Taker taker) {
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            taker.part(kind, bytes, 0, bytes.length);
        }
    }

    /** Hands out the header's lines and finds where the body starts; the empty line belongs to the header. */
    private int header(Taker taker) {
        int at = 0;
        for (int lines = 0; at < raw.length && lines < MAX_HEADER_LINES; lines++) {
            int end = at;
            while (end < raw.length && raw[end] != '\n' && end - at < BLOCK - 1) {
                end++;
            }
            end = Math.min(end + 1, raw.length);
            taker.part(HEADER_LINE, raw, at, end - at);
            boolean empty = raw[at] == '\n' || (raw[at] == '\r' && end - at == 2 && raw[at + 1] == '\n');
            at = end;
            if (empty) {
                return at;
            }
        }
        return at;
    }
}
