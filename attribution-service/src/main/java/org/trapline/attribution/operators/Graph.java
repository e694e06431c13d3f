package org.trapline.attribution.operators;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An operator as a picture: its members and the reasons that join them.
 *
 * @param explanationSha256 of the explanation that it is drawn from
 */
record Graph(UUID operator, int revision, String explanationSha256, List<Vertex> nodes, List<Edge> edges) {

    /** @param kind COMPANY, PERSON or SITE */
    record Vertex(String id, String kind, String label) {}

    /** @param counted whether its bits are part of the score; {@code POSSIBLE_ALIAS_OF} never is */
    record Edge(String a, String b, String kind, String value, BigDecimal bits, boolean counted) {}

    static Graph of(OperatorRevision revision) {
        JsonNode document = revision.explanation();
        List<Vertex> nodes = new ArrayList<>();
        document.path("parties")
                .forEach(party -> nodes.add(new Vertex(
                        party.path("id").asText(),
                        party.path("kind").asText(),
                        party.path("name").asText())));
        document.path("sites").forEach(site -> nodes.add(new Vertex(site.asText(), "SITE", site.asText())));
        List<Edge> edges = new ArrayList<>();
        document.path("links")
                .forEach(link -> edges.add(new Edge(
                        link.path("a").asText(),
                        link.path("b").asText(),
                        link.path("kind").asText(),
                        link.path("value").asText(),
                        link.path("bits").decimalValue(),
                        link.path("counted").asBoolean())));
        document.path("aliases")
                .forEach(alias -> edges.add(new Edge(
                        alias.path("a").asText(),
                        alias.path("b").asText(),
                        Tie.POSSIBLE_ALIAS_OF.name(),
                        "",
                        BigDecimal.ZERO,
                        false)));
        return new Graph(revision.operator(), revision.revision(), revision.sha256(), nodes, edges);
    }

    /** Graphviz; what does not count is drawn dashed. */
    String dot() {
        StringBuilder dot = new StringBuilder("graph operator {\n")
                .append("  // operator ")
                .append(operator)
                .append(" revision ")
                .append(revision)
                .append(" explanation sha256 ")
                .append(explanationSha256)
                .append('\n');
        for (Vertex node : nodes) {
            String shape = node.kind().equals("SITE") ? "box" : node.kind().equals("COMPANY") ? "house" : "ellipse";
            dot.append("  ")
                    .append(quoted(node.id()))
                    .append(" [label=")
                    .append(quoted(node.label()))
                    .append(", shape=")
                    .append(shape)
                    .append("];\n");
        }
        for (Edge edge : edges) {
            String label = (edge.kind() + " " + edge.value()).strip() + "\n"
                    + edge.bits().toPlainString() + " bits";
            dot.append("  ")
                    .append(quoted(edge.a()))
                    .append(" -- ")
                    .append(quoted(edge.b()))
                    .append(" [label=")
                    .append(quoted(label))
                    .append(edge.counted() ? "" : ", style=dashed")
                    .append("];\n");
        }
        return dot.append("}\n").toString();
    }

    /** A DOT string takes anything but a bare quote; a backslash would begin an escape. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
