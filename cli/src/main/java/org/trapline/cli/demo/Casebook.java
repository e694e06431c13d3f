package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.demo.SpamRing.Site;

/** What one chapter of the story leaves for the next: ids that the platform gave, and what the generator knows. */
final class Casebook {
    final SpamRing ring;
    final TrapMailGenerator mail;
    final Desks desks;
    final Narrator narrator;
    final Truth truth = new Truth();

    /** Ids of the traps by name. */
    final Map<String, String> traps = new LinkedHashMap<>();

    /** Exhibit ids of the documents by title. */
    final Map<String, String> documents = new LinkedHashMap<>();

    /** Ids of the parties by name. */
    final Map<String, String> parties = new LinkedHashMap<>();

    /** Messages that had a leaf in the ledger before this run began, by SHA-256. */
    final Set<String> heldBefore = new HashSet<>();

    String matter = "";
    String operator = "";
    String caseId = "";
    String order = "";
    private final Map<String, JsonNode> strongest = new LinkedHashMap<>();

    Casebook(SpamRing ring, TrapMailGenerator mail, Desks desks, Narrator narrator) {
        this.ring = ring;
        this.mail = mail;
        this.desks = desks;
        this.narrator = narrator;
    }

    String party(String name) {
        return required(parties, name);
    }

    String trap(String name) {
        return required(traps, name);
    }

    String document(String title) {
        return required(documents, title);
    }

    /** Notes, for each site of an explanation, the link with the most bits. */
    void note(JsonNode explanation) {
        for (JsonNode link : explanation.path("links")) {
            for (Site site : ring.sites()) {
                boolean touches = mentions(link.path("a"), site.name()) || mentions(link.path("b"), site.name());
                if (touches) {
                    strongest.merge(
                            site.name(),
                            link,
                            (old, one) -> old.path("bits").asDouble()
                                            >= one.path("bits").asDouble()
                                    ? old
                                    : one);
                }
            }
        }
    }

    /** Why a site is held to be the ring's, in a sentence for the order. */
    String reason(Site site, long exhibits) {
        JsonNode link = strongest.get(site.name());
        String tie = link == null
                ? "tied to the ring by the claims on file"
                : "tied to the ring by %s %s (%.1f bits)"
                        .formatted(
                                link.path("kind").asText(),
                                link.path("value").asText(),
                                link.path("bits").asDouble());
        return "Advertised in %d trap messages of the window; %s.".formatted(exhibits, tie);
    }

    /** An end of a link is a site's name, a party's id, or an object that holds one of them. */
    static boolean mentions(JsonNode end, String text) {
        if (end.isValueNode()) {
            return end.asText().equals(text) || end.asText().equals("SITE:" + text);
        }
        for (JsonNode child : end) {
            if (mentions(child, text)) {
                return true;
            }
        }
        return false;
    }

    private static String required(Map<String, String> of, String key) {
        String id = of.get(key);
        if (id == null) {
            throw new CommandFailed("the story has not come to '" + key + "' yet");
        }
        return id;
    }
}
