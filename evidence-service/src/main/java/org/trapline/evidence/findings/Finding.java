package org.trapline.evidence.findings;

/** What one rule makes of one message. */
record Finding(Rule rule, Opinion opinion) {

    Verdict verdict() {
        return opinion.verdict();
    }
}
