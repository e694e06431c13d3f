package org.trapline.evidence.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.trapline.evidence.custody.Canonical;

/**
 * What a journal says (docs/formats/custody.md).
 *
 * @param at when it was made
 * @param ends how chains ended that had grown since the journal before, in the order of their exhibits
 * @param runs that ended since
 */
public record JournalDocument(Instant at, List<End> ends, List<Run> runs) {

    public static final String MEDIA_TYPE = "application/x-ndjson";

    private static final String FORMAT = "trapline-custody-journal-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The last event of a chain.
     *
     * @param seq its number, which is the chain's length
     * @param hash of it, lower-case hex
     */
    public record End(UUID exhibit, int seq, String hash) {}

    /**
     * A run of the platform over many exhibits.
     *
     * @param hash of its canonical form, lower-case hex
     */
    public record Run(UUID run, String hash) {}

    byte[] bytes() {
        StringBuilder lines = new StringBuilder();
        lines.append(new Canonical().put("at", at).put("format", FORMAT).done()).append('\n');
        for (End end : ends) {
            lines.append(new Canonical()
                            .put("exhibit", end.exhibit())
                            .put("hash", end.hash())
                            .put("seq", end.seq())
                            .done())
                    .append('\n');
        }
        for (Run run : runs) {
            lines.append(new Canonical()
                            .put("hash", run.hash())
                            .put("run", run.run())
                            .done())
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when the bytes are no journal */
    public static JournalDocument parse(byte[] bytes) {
        List<End> ends = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        try {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
            JsonNode head = JSON.readTree(lines[0]);
            if (!head.path("format").asText().equals(FORMAT)) {
                throw new IllegalArgumentException("not a custody journal of a known format");
            }
            for (int i = 1; i < lines.length; i++) {
                JsonNode line = JSON.readTree(lines[i]);
                String hash = line.path("hash").asText();
                HexFormat.of().parseHex(hash);
                if (line.has("run")) {
                    runs.add(new Run(UUID.fromString(line.path("run").asText()), hash));
                } else {
                    ends.add(new End(
                            UUID.fromString(line.path("exhibit").asText()),
                            line.path("seq").asInt(),
                            hash));
                }
            }
            return new JournalDocument(Instant.parse(head.path("at").asText()), ends, runs);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("not a custody journal", e);
        }
    }
}
