package org.trapline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/registrars|''",
                "/registrars|{",
                "/registrars|7",
                "/registrars|[7]",
                "/registrars|{\"ianaId\":\"x\",\"name\":\"R\",\"abuseEmail\":\"a@b\"}",
                "/registrars|{\"ianaId\":\"1\",\"name\":\"R\",\"abuseEmail\":\"a@b\",\"behaviour\":\"DANCE\"}",
                "/registrars|{\"ianaId\":\"1\",\"name\":\"R\",\"abuseEmail\":\"nobody\"}",
                "/domains|[{\"name\":\"a b.example\"}]",
                "/domains|[{\"name\":\"pills.test\"}]",
                "/domains|[{\"name\":\"www.pills.example\"}]",
                "/domains|[{\"name\":\"pills.example\",\"registrarIanaId\":\"404\"}]",
                "/domains|[{\"name\":\"pills.example\",\"status\":[\"sleepy\"]}]",
                "/domains|[{\"name\":\"pills.example\",\"address\":\"999.1.1.1\"}]",
                "/domains|[{\"name\":\"pills.example\",\"colour\":\"red\"}]"
            })
    void answersBadInputWithAProblem(String path, String body) throws IOException {
        try (Simulator simulator = new Simulator(SimulatorConfig.ephemeral())) {
            assertThat(new ControlClient(simulator)
                            .expect(400, "POST", path, body)
                            .get("detail")
                            .asText())
                    .isNotBlank();
        }
    }

    @Test
    void knowsWhatIsNotThere() throws IOException {
        try (Simulator simulator = new Simulator(SimulatorConfig.ephemeral())) {
            ControlClient control = new ControlClient(simulator);
            control.expect(404, "GET", "/domains/absent.example", "");
            control.expect(404, "PATCH", "/registrars/1", "{}");
            control.expect(404, "GET", "/elsewhere", "");
            assertThat(control.get("/health").get("status").asText()).isEqualTo("UP");
        }
    }

    @Test
    void emptiesTheWorld() throws IOException {
        try (Simulator simulator = new Simulator(SimulatorConfig.ephemeral())) {
            ControlClient control = new ControlClient(simulator);
            control.registrar("9901", "COMPLY");
            control.domain("pills.example", "9901");

            control.expect(200, "POST", "/reset", "");

            assertThat(control.get("/domains")).isEmpty();
            assertThat(control.get("/registrars")).isEmpty();
        }
    }

    @Test
    void keepsTheWorldAndTakesUpOpenMailAfterARestart(@TempDir Path folder) throws IOException {
        SimulatorConfig config =
                new SimulatorConfig(0, 0, 0, 0, 0, Duration.ofSeconds(1), folder.resolve("world/state.json"));
        try (Portal portal = new Portal()) {
            restart(config, portal);
        }
    }

    private static void restart(SimulatorConfig config, Portal portal) throws IOException {
        try (Simulator simulator = new Simulator(config)) {
            ControlClient control = new ControlClient(simulator);
            control.registrar("9901", "DELAY", "\"delayMillis\":600000");
            control.domain("pills.example", "9901", "\"status\":[\"clientTransferProhibited\"]");
            String notice = SmtpDialogue.notice(portal.link("cap-1"), "name,action\npills.example,HOLD");
            SmtpDialogue.send(simulator.smtpPort(), "abuse@r9901.example", notice);
            await().untilAsserted(() -> assertThat(portal.replies).hasSize(1));
        }
        try (Simulator simulator = new Simulator(config)) {
            ControlClient control = new ControlClient(simulator);
            assertThat(control.statuses("pills.example")).containsExactly("clientTransferProhibited");
            assertThat(control.get("/mail")).hasSize(1);
            await().untilAsserted(() -> assertThat(portal.replies).hasSize(2));
        }
        assertThat(portal.replies.get(1)).isEqualTo(portal.replies.get(0));
    }
}
