package org.trapline.evidence.intake;

/** As much is on its way as the memory is meant for; the caller should come back in a few seconds. */
public final class TooManyIntakes extends RuntimeException {

    private TooManyIntakes(String message) {
        super(message);
    }

    static TooManyIntakes running(int limit) {
        return new TooManyIntakes(limit + " intakes are running already");
    }

    static TooManyIntakes waiting(int messages) {
        return new TooManyIntakes(messages + " messages wait to be written already");
    }

    static TooManyIntakes large() {
        return new TooManyIntakes("Large messages on their way take all the memory that is meant for them");
    }

    static TooManyIntakes stopping() {
        return new TooManyIntakes("The service is stopping");
    }
}
