package org.trapline.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/** The running world. Everything listens on 127.0.0.1 as soon as the constructor returns. */
public final class Simulator implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final HttpSite rdap;
    private final HttpSite control;
    private final DnsServer resolver;
    private final DnsServer parent;
    private final AbuseMailboxes smtp;

    /** @throws IOException when a port is taken; nothing is left running then */
    public Simulator(SimulatorConfig config) throws IOException {
        World world = new World(config.stateFile());
        EppRegistry epp = new EppRegistry(world);
        Keeper keeper = started(new Keeper(world, epp));
        Resolver cache = new Resolver(world, config.dnsTtl(), Clock.systemUTC());
        try {
            RdapSite site = new RdapSite(world, this::httpPort);
            rdap = open("RDAP", config.httpPort(), port -> new HttpSite(port, site::answer));
            resolver = open("resolver", config.resolverPort(), port -> new DnsServer(port, cache::answer));
            ParentZone zone = new ParentZone(world, config.dnsTtl());
            parent = open("parent", config.parentPort(), port -> new DnsServer(port, zone::answer));
            smtp = open("SMTP", config.smtpPort(), port -> new AbuseMailboxes(port, world, keeper::handle));
            // Last, because its health page says that all the others are there.
            ControlApi api = new ControlApi(world, cache::forget);
            control = open("control", config.controlPort(), port -> new HttpSite(port, api::answer));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        keeper.resume();
    }

    public int httpPort() {
        return rdap.port();
    }

    public int controlPort() {
        return control.port();
    }

    public int resolverPort() {
        return resolver.port();
    }

    public int parentPort() {
        return parent.port();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /** The bootstrap file for domain names. */
    public URI bootstrap() {
        return URI.create("http://127.0.0.1:" + httpPort() + "/rdap/dns.json");
    }

    /** The control API, without a trailing slash. */
    public URI control() {
        return URI.create("http://127.0.0.1:" + controlPort());
    }

    private interface Opening<T> {
        T at(int port) throws IOException;
    }

    private <T extends AutoCloseable> T open(String what, int port, Opening<T> opening) throws IOException {
        try {
            return started(opening.at(port));
        } catch (IOException | RuntimeException e) {
            throw new IOException("port " + port + " (" + what + ") cannot be opened: " + e.getMessage(), e);
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("simulator: while closing: " + e);
            }
        }
    }
}
