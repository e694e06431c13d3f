package org.trapline.evidence.findings;

/** The rule set has no such rule. */
public final class NoSuchRule extends RuntimeException {

    NoSuchRule(String id) {
        super("There is no rule " + id);
    }
}
