package org.trapline.evidence.findings;

/** No rule of the rule set has such a finding, or its exhibit is not one that the caller may see. */
public final class NoSuchFinding extends RuntimeException {

    NoSuchFinding(String id) {
        super("There is no finding " + id);
    }
}
