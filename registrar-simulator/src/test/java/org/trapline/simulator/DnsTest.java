package org.trapline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsTest {

    private static final String DIGEST = "AB".repeat(32);

    private Simulator simulator;
    private ControlClient control;

    @BeforeEach
    void start() throws IOException {
        simulator = new Simulator(SimulatorConfig.ephemeral());
        control = new ControlClient(simulator);
        control.registrar("9901", "COMPLY");
        control.domain("pills.example", "9901", """
                "ds":[{"keyTag":7,"algorithm":13,"digestType":2,"digest":"%s"}]""".formatted(DIGEST));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void refersToTheNameServersOfADelegatedName() throws IOException {
        Message reply = ask(simulator.parentPort(), "www.pills.example", Type.A, false);

        assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(reply.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(reply.getSection(Section.ANSWER)).isEmpty();
        assertThat(reply.getSection(Section.AUTHORITY))
                .extracting(Record::rdataToString)
                .containsExactly("ns1.host.example.", "ns2.host.test.");
        assertThat(reply.getSection(Section.ADDITIONAL))
                .extracting(Record::rdataToString)
                .contains("127.0.0.1");
    }

    @Test
    void deniesHeldAndUnknownNamesAtTheParentOverUdpAndTcp() throws IOException {
        hold();

        for (boolean tcp : new boolean[] {false, true}) {
            Message held = ask(simulator.parentPort(), "pills.example", Type.NS, tcp);
            assertThat(held.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(held.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(held.getSection(Section.AUTHORITY).get(0).getType()).isEqualTo(Type.SOA);
            assertThat(ask(simulator.parentPort(), "absent.example", Type.NS, tcp)
                            .getRcode())
                    .isEqualTo(Rcode.NXDOMAIN);
        }
        assertThat(ask(simulator.parentPort(), "pills.test", Type.NS, false).getRcode())
                .isEqualTo(Rcode.REFUSED);
    }

    @Test
    void publishesDsAtTheParent() throws IOException {
        Message reply = ask(simulator.parentPort(), "pills.example", Type.DS, false);

        assertThat(reply.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("7 13 2 " + DIGEST);
    }

    @Test
    void stillResolvesAHeldNameUntilTheTtlEnds() throws IOException {
        Message before = ask(simulator.resolverPort(), "www.pills.example", Type.A, false);

        hold();

        Message after = ask(simulator.resolverPort(), "www.pills.example", Type.A, true);
        assertThat(before.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("192.0.2.7");
        assertThat(after.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("192.0.2.7");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ask(simulator.resolverPort(), "www.pills.example", Type.A, false)
                                .getRcode())
                        .isEqualTo(Rcode.NXDOMAIN));
    }

    @Test
    void resolvesNameServersAtTheApexOnly() throws IOException {
        assertThat(ask(simulator.resolverPort(), "pills.example", Type.NS, false)
                        .getSection(Section.ANSWER))
                .hasSize(2);
        assertThat(ask(simulator.resolverPort(), "pills.example", Type.MX, false)
                        .getRcode())
                .isEqualTo(Rcode.NOERROR);
        assertThat(ask(simulator.resolverPort(), "pills.example", Type.MX, false)
                        .getSection(Section.ANSWER))
                .isEmpty();
    }

    private void hold() {
        control.expect(200, "PATCH", "/domains/pills.example", "{\"status\":[\"clientHold\"]}");
    }

    private static Message ask(int port, String name, int type, boolean tcp) throws IOException {
        SimpleResolver resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(port);
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN)));
    }
}
