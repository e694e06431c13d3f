package org.trapline.attribution.operators;

import java.util.HashMap;
import java.util.Map;

/** Disjoint sets of nodes; a set is named by one of its nodes. */
final class Groups {

    private final Map<Node, Node> parents = new HashMap<>();

    Node of(Node node) {
        Node root = node;
        while (!parents.getOrDefault(root, root).equals(root)) {
            root = parents.get(root);
        }
        for (Node step = node; !step.equals(root); ) {
            step = parents.put(step, root);
        }
        return root;
    }

    /** @return whether the two were apart */
    boolean join(Node a, Node b) {
        Node one = of(a);
        Node other = of(b);
        if (one.equals(other)) {
            return false;
        }
        parents.put(other, one);
        return true;
    }
}
