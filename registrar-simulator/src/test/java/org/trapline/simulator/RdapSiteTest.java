package org.trapline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.rdap.RdapAnswer;
import org.trapline.rdap.RdapAnswer.Found;
import org.trapline.rdap.RdapClient;
import org.trapline.rdap.RdapDomain;
import org.trapline.rdap.RdapLimits;

class RdapSiteTest {

    private Simulator simulator;
    private ControlClient control;
    private RdapClient client;

    @BeforeEach
    void start() throws IOException {
        simulator = new Simulator(SimulatorConfig.ephemeral());
        control = new ControlClient(simulator);
        client = new RdapClient(simulator.bootstrap(), uri -> {}, RdapLimits.DEFAULT, Clock.systemUTC());
        control.registrar("9901", "COMPLY");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void publishesTheAbuseContactWithTheRegistrarOnly() {
        control.domain("pills.example", "9901", """
                "status":["clientHold"],"registrant":{"name":"A. Smith","org":"Pills Inc.","poBox":"PO Box 7"}""");

        Found found = (Found) client.domain("pills.example");

        assertThat(found.replies()).hasSize(2);
        assertThat(new String(found.replies().get(0).body())).doesNotContain("abuse@r9901.example");
        assertThat(found.domain().abuseContacts())
                .containsExactly(new RdapDomain.AbuseContact("abuse@r9901.example", null, null));
        assertThat(found.domain().registrar()).isEqualTo(new RdapDomain.Registrar("Registrar 9901", "9901", "9901"));
        assertThat(found.domain().statuses()).containsExactly("client hold");
        assertThat(found.domain().registrant())
                .isEqualTo(new RdapDomain.Registrant("A. Smith", "Pills Inc.", null, "PO Box 7", null, false));
    }

    @Test
    void withholdsTheRegistrantAndTheContactWhenToldTo() {
        control.domain("pills.example", "9901", """
                "noAbuse":true,"registrant":{"name":"A. Smith","redacted":true}""");

        Found found = (Found) client.domain("pills.example");

        assertThat(found.domain().abuseContacts()).isEmpty();
        assertThat(found.domain().registrant())
                .isEqualTo(new RdapDomain.Registrant(null, null, null, null, null, true));
    }

    @Test
    void limitsTheRateOfARegistrarsServer() {
        control.registrar("9902", "COMPLY", "\"rateLimited\":true");
        control.domain("pills.example", "9902");

        Found found = (Found) client.domain("pills.example");

        assertThat(found.registrarHop()).isNotNull();
        assertThat(found.registrarHop().status()).isEqualTo(429);
        assertThat(found.registrarHop().retryAfter()).isNotNull();
    }

    @Test
    void hasNamesWithoutARegistrarAndNamesThatAreNot() {
        control.expect(201, "POST", "/domains", "[{\"name\":\"orphan.example\",\"nameservers\":[\"ns.host.test\"]}]");

        assertThat(((Found) client.domain("orphan.example")).domain().registrar())
                .isNull();
        assertThat(client.domain("absent.example")).isInstanceOf(RdapAnswer.NotFound.class);
        assertThat(client.domain("pills.test")).isInstanceOf(RdapAnswer.NoServer.class);
    }
}
