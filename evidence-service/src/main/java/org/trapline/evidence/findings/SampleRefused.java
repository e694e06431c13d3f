package org.trapline.evidence.findings;

/** No sample of which a rate could be stated can be drawn this way. */
public final class SampleRefused extends RuntimeException {

    SampleRefused(String why) {
        super(why);
    }
}
