package org.trapline.platform;

import java.time.Duration;

/** Waiting for what happens outside this JVM and can only be polled. */
public final class Pause {

    private Pause() {}

    static void briefly() {
        of(Duration.ofMillis(100));
    }

    /** @throws PlatformException when this thread is interrupted */
    public static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted", e);
        }
    }
}
