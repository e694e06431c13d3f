package org.trapline.platform;

/** A port we need is held by a process that is not ours. */
public final class PortTaken extends PlatformException {

    private final int port;

    PortTaken(String name, int port, String holder) {
        super("port " + port + " (" + name + ") is taken" + holder);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
