package org.trapline.takedown.evidence;

/** Evidence-service cannot be asked now; the request or the job is to be tried again. */
public final class EvidenceUnavailable extends RuntimeException {

    EvidenceUnavailable(String what, Throwable cause) {
        super(what + ": " + cause, cause);
    }
}
