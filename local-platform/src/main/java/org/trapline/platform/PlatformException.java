package org.trapline.platform;

/** The platform cannot do what was asked; the message is meant for the person at the terminal. */
public class PlatformException extends RuntimeException {

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
