package org.trapline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbuseMailboxTest {

    private static final String HOLD_TWO = """
            name,action,deadline
            pills.example,HOLD,2003-10-01T00:00:00Z
            foreign.example,HOLD,2003-10-01T00:00:00Z""";

    private Simulator simulator;
    private ControlClient control;
    private Portal portal;

    @BeforeEach
    void start() throws IOException {
        simulator = new Simulator(SimulatorConfig.ephemeral());
        control = new ControlClient(simulator);
        portal = new Portal();
    }

    @AfterEach
    void stop() {
        portal.close();
        simulator.close();
    }

    @Test
    void bouncesUnknownAndClosedMailboxesAtRcpt() throws IOException {
        control.registrar("9901", "BOUNCE");

        assertThat(send("abuse@r9901.example", HOLD_TWO)).startsWith("550");
        assertThat(send("nobody@r9901.example", HOLD_TWO)).startsWith("550");
        assertThat(control.get("/mail")).isEmpty();
    }

    @Test
    void compliesWithTheNamesItSponsorsAndSaysSo() throws IOException {
        world("COMPLY");

        String accepted = send("abuse@r9901.example", HOLD_TWO);

        awaitState("DONE");
        String id = control.get("/mail").get(0).get("id").asText();
        assertThat(accepted).startsWith("250").contains(id);
        assertThat(control.statuses("pills.example"))
                .containsExactly(
                        "clientHold", "clientTransferProhibited", "clientDeleteProhibited", "clientUpdateProhibited");
        assertThat(control.statuses("foreign.example")).isEmpty();
        assertThat(portal.paths())
                .containsExactly("/api/takedown/n/cap-1/acknowledgement", "/api/takedown/n/cap-1/effect");
        assertThat(portal.replies.get(0).body().get("reference").asText()).isEqualTo("TICKET-" + id);
        assertThat(portal.replies.get(1).body().get("names")).hasSize(1);
        assertThat(control.get("/mail").get(0).get("detail").asText()).contains("foreign.example");
        assertThat(control.get("/epp").get(0).get("code").asInt()).isEqualTo(1000);
    }

    @Test
    void redirectsToTheTargetsOfTheNotice() throws IOException {
        world("COMPLY");

        send("abuse@r9901.example", """
                name,action,deadline,targets
                pills.example,REDIRECT_NS,2003-10-01T00:00:00Z,ns1.sinkhole.example NS2.sinkhole.example""");

        awaitState("DONE");
        assertThat(control.get("/domains/pills.example").get("nameservers").toString())
                .isEqualTo("[\"ns1.sinkhole.example\",\"ns2.sinkhole.example\"]");
        assertThat(control.statuses("pills.example"))
                .doesNotContain("clientHold")
                .contains("clientUpdateProhibited");
    }

    @Test
    void liftsItsOwnLockBeforeItHolds() throws IOException {
        control.registrar("9901", "COMPLY");
        control.domain("pills.example", "9901", "\"status\":[\"clientUpdateProhibited\"]");

        send("abuse@r9901.example", "name,action,deadline\npills.example,HOLD,2003-10-01T00:00:00Z");

        awaitState("DONE");
        assertThat(control.statuses("pills.example")).contains("clientHold", "clientUpdateProhibited");
        assertThat(control.get("/epp")).hasSize(2);
    }

    @Test
    void acknowledgesAtOnceAndActsLaterWhenItDelays() throws IOException {
        control.registrar("9901", "DELAY", "\"delayMillis\":600000");
        control.domain("pills.example", "9901");

        send("abuse@r9901.example", HOLD_TWO);

        awaitState("ACKNOWLEDGED");
        assertThat(control.statuses("pills.example")).isEmpty();
        assertThat(portal.paths()).containsExactly("/api/takedown/n/cap-1/acknowledgement");
    }

    @Test
    void objectsWithAReasonWhenItRefuses() throws IOException {
        world("REFUSE");

        send("abuse@r9901.example", HOLD_TWO);

        awaitState("OBJECTED");
        assertThat(portal.paths()).containsExactly("/api/takedown/n/cap-1/objection");
        assertThat(portal.replies.get(0).body().get("reason").asText()).isNotBlank();
        assertThat(control.statuses("pills.example")).isEmpty();
    }

    @Test
    void takesTheMailAndDoesNothingWhenItIsSilent() throws IOException {
        world("SILENT");

        assertThat(send("abuse@r9901.example", HOLD_TWO)).startsWith("250");

        awaitState("IGNORED");
        assertThat(portal.replies).isEmpty();
        assertThat(control.get("/mail").get(0).get("names")).hasSize(2);
    }

    @Test
    void asksAgainWhileTheSenderIsDown() throws IOException {
        world("COMPLY");
        portal.refusals.set(3);

        send("abuse@r9901.example", HOLD_TWO);

        awaitState("DONE");
        assertThat(portal.paths()).hasSize(2);
    }

    @Test
    void callsNobodyOutsideThisMachine() throws IOException {
        world("COMPLY");
        String elsewhere = "https://192.0.2.1/api/takedown/n/cap-1";

        SmtpDialogue.send(simulator.smtpPort(), "abuse@r9901.example", SmtpDialogue.notice(elsewhere, HOLD_TWO));

        awaitState("FAILED");
        assertThat(control.get("/mail").get(0).get("detail").asText()).contains("192.0.2.1");
    }

    @Test
    void marksMailThatIsNoNotice() throws IOException {
        world("COMPLY");

        SmtpDialogue.send(simulator.smtpPort(), "abuse@r9901.example", "Subject: hello\n\nBuy pills");

        awaitState("UNREADABLE");
        assertThat(portal.replies).isEmpty();
    }

    private void world(String behaviour) {
        control.registrar("9901", behaviour);
        control.registrar("9902", "COMPLY");
        control.domain("pills.example", "9901");
        control.domain("foreign.example", "9902");
    }

    private String send(String to, String csv) throws IOException {
        return SmtpDialogue.send(simulator.smtpPort(), to, SmtpDialogue.notice(portal.link("cap-1"), csv));
    }

    private void awaitState(String state) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(control.get("/mail")).hasSize(1);
            assertThat(control.get("/mail").get(0).get("state").asText()).isEqualTo(state);
        });
    }
}
