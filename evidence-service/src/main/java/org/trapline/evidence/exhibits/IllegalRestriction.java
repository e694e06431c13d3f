package org.trapline.evidence.exhibits;

/** What is asked for is not possible as the exhibit's restriction or the request stands. */
public final class IllegalRestriction extends RuntimeException {

    IllegalRestriction(String why) {
        super(why);
    }
}
