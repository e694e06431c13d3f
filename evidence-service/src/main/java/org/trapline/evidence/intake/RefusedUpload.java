package org.trapline.evidence.intake;

/** A request brings nothing that could be evidence, or says something about it that is not so. */
public final class RefusedUpload extends RuntimeException {

    private final String code;

    /** @param code a stable code such as {@code empty-body} */
    RefusedUpload(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
