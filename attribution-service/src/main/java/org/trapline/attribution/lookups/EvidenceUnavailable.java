package org.trapline.attribution.lookups;

/** The evidence service did not take an answer; without it nothing is concluded and the job comes back. */
final class EvidenceUnavailable extends RuntimeException {

    EvidenceUnavailable(Throwable cause) {
        super("the evidence service took no deposit: " + cause.getMessage(), cause);
    }
}
