package org.trapline.platform;

import java.time.Duration;

/** Waiting for processes outside this JVM, which can only be polled. */
final class Pause {

    private Pause() {}

    static void briefly() {
        of(Duration.ofMillis(100));
    }

    static void of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted", e);
        }
    }
}
