package org.trapline.verifier.packet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.trapline.verifier.TreeHash;

/**
 * Follows the chains of custody line by line (docs/formats/custody.md). The hash of an event is that of its line; of an event
 * that is not shown as it was written, the line states the hash, and nothing here can make it again.
 */
final class CustodyChains {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, End> ends = new HashMap<>();
    private long events;
    private long stated;

    void follow(String line) {
        JsonNode event = parse(line);
        String exhibit = event.path("exhibit").asText();
        End end = ends.getOrDefault(exhibit, End.NONE);
        if (event.path("seq").asInt(-1) != end.seq() + 1) {
            throw new PacketFault("Custody of " + exhibit + ": event " + (end.seq() + 1) + " is missing");
        }
        if (!event.path("prevHash").asText("").equals(end.hash())) {
            throw new PacketFault("Custody of " + exhibit + ": event " + event.path("seq")
                    + " does not hold the hash of the one before");
        }
        boolean states = event.has("eventHash");
        String hash = states
                ? event.path("eventHash").asText()
                : HexFormat.of().formatHex(TreeHash.sha256().digest(line.getBytes(StandardCharsets.UTF_8)));
        ends.put(exhibit, new End(end.seq() + 1, hash));
        events++;
        stated += states ? 1 : 0;
    }

    String end(Set<String> exhibits) {
        if (!ends.keySet().equals(exhibits)) {
            throw new PacketFault("The chains of custody are not those of the exhibits");
        }
        String chains = events + " events in " + ends.size() + " chains, each linked to the one before";
        return stated == 0
                ? chains + "; the hash of every one was made again"
                : chains + "; the hashes of " + (events - stated) + " were made again, those of the " + stated
                        + " that are not shown in full are taken from the packet";
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new PacketFault(PacketLayout.CUSTODY + " has a line that is not JSON");
        }
    }

    /**
     * @param seq of the last event
     * @param hash of it, hex
     */
    private record End(int seq, String hash) {
        static final End NONE = new End(0, "");
    }
}
