package org.trapline.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import org.trapline.simulator.Registrar.Behaviour;

/** The mail exchanger of all registrars: 550 for a mailbox that does not exist, a queue id for what is taken. */
final class AbuseMailboxes implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 32 << 20;

    private final World world;
    private final Consumer<String> arrived;
    private final SMTPServer server;

    /** @param arrived told the id of each message after it is stored and before the sender hears so */
    AbuseMailboxes(int port, World world, Consumer<String> arrived) throws IOException {
        this.world = world;
        this.arrived = arrived;
        this.server = SMTPServer.port(port)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .hostName("mx.registrars.example")
                .softwareName("simulator")
                .insertReceivedHeaders(true)
                .maxMessageSize(LARGEST_MESSAGE)
                .messageHandlerFactory(context -> new Transaction())
                .build();
        server.start();
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Transaction implements MessageHandler {

        private record Recipient(String address, Registrar registrar) {}

        private String sender = "";
        private final List<Recipient> recipients = new ArrayList<>();

        @Override
        public void from(String address) {
            sender = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            Registrar registrar = world.mailbox(address)
                    .filter(r -> r.behaviour() != Behaviour.BOUNCE)
                    .orElseThrow(() -> new RejectException(550, "5.1.1 <" + address + "> no such mailbox"));
            recipients.add(new Recipient(address, registrar));
        }

        @Override
        public String data(InputStream in) throws IOException {
            byte[] raw = in.readAllBytes();
            List<String> ids = new ArrayList<>();
            for (Recipient recipient : recipients) {
                String id = UUID.randomUUID()
                        .toString()
                        .substring(0, 13)
                        .replace("-", "")
                        .toUpperCase();
                world.receive(new Mail(
                        id,
                        recipient.registrar().ianaId(),
                        sender,
                        recipient.address(),
                        null,
                        Instant.now(),
                        Mail.State.RECEIVED,
                        List.of(),
                        null,
                        raw));
                ids.add(id);
            }
            ids.forEach(arrived);
            return "2.0.0 Ok: queued as " + String.join(" ", ids);
        }

        @Override
        public void done() {
            recipients.clear();
        }
    }
}
