package org.trapline.evidence.mail;

import java.io.IOException;

/** The upload cannot be read as what it claims to be; what came before the fault is not affected. */
public final class MalformedUpload extends IOException {

    private final String fault;

    /** @param fault a stable code such as {@code truncated-zip} */
    MalformedUpload(String fault, String message) {
        super(message);
        this.fault = fault;
    }

    public String fault() {
        return fault;
    }
}
