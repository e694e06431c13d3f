package org.trapline.attribution.operators;

import java.util.Objects;
import java.util.UUID;

/**
 * Something that can be linked: a site or a party of a matter.
 *
 * @param kind decides which links are meant for it
 * @param id   registrable domain of a site, id of a party
 */
public record Node(Kind kind, String id) implements Comparable<Node> {

    public enum Kind {
        COMPANY,
        PERSON,
        SITE
    }

    public Node {
        Objects.requireNonNull(kind, "kind");
        if (id.isBlank()) {
            throw new IllegalArgumentException("a node needs an id");
        }
    }

    public static Node site(String domain) {
        return new Node(Kind.SITE, domain);
    }

    public static Node party(Kind kind, UUID id) {
        return new Node(kind, id.toString());
    }

    /** The inverse of {@link #key()}. */
    static Node of(String key) {
        int colon = key.indexOf(':');
        return new Node(Kind.valueOf(key.substring(0, colon)), key.substring(colon + 1));
    }

    /** How the store names it: one column, readable. */
    String key() {
        return kind + ":" + id;
    }

    boolean isSite() {
        return kind == Kind.SITE;
    }

    @Override
    public int compareTo(Node other) {
        return key().compareTo(other.key());
    }
}
