package org.trapline.evidence.intake;

/** As many intakes run as the memory is meant for; the caller should come back in a few seconds. */
public final class TooManyIntakes extends RuntimeException {

    TooManyIntakes(int limit) {
        super(limit + " intakes are running already");
    }
}
