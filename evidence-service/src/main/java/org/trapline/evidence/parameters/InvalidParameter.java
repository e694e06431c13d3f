package org.trapline.evidence.parameters;

/** A query parameter cannot be read as what it should be. */
public final class InvalidParameter extends RuntimeException {

    private final String parameter;

    /** @param parameter its name, which the message starts with */
    public InvalidParameter(String parameter, String fault) {
        super("Parameter " + parameter + " " + fault);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
