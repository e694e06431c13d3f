package org.trapline.platform;

/** A process ended, or did not answer in time, while it was being started; the message ends with its last log lines. */
public final class StartFailed extends PlatformException {

    StartFailed(String message) {
        super(message);
    }
}
