package org.trapline.cli;

/** Where the bearer token of the next request comes from. */
public interface AccessToken {

    /** A token that is valid for a while yet. */
    String value();

    /** The platform refused the last one: the next {@link #value()} asks for a new one. */
    void forget();
}
