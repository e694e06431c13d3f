package org.trapline.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

    @TempDir
    Path home;

    private final List<String> progress = new ArrayList<>();

    @Test
    void tellsTheLastLinesOfAProcessThatEnds() {
        ProcessSpec failing = spec("echo cannot read the ledger key; exit 3").listeningOn(List.of(), () -> false);
        ManagedProcess process = new ManagedProcess(home, failing);

        assertThatThrownBy(() -> process.start(progress::add))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("sample ended with exit code 3")
                .hasMessageEndingWith("cannot read the ledger key");
        assertThat(process.state()).isEqualTo(ManagedProcess.State.STOPPED);
    }

    @Test
    void endsAProcessThatNeverAnswers() {
        ProcessSpec silent =
                spec("exec sleep 60").listeningOn(List.of(), () -> false).withStartTimeout(Duration.ofMillis(300));
        ManagedProcess process = new ManagedProcess(home, silent);

        assertThatThrownBy(() -> process.start(progress::add))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("did not answer within");
        assertThat(process.unrecorded()).isEmpty();
    }

    @Test
    void killsWhatIgnoresTheRequestToEnd() {
        ProcessSpec stubborn =
                spec("trap '' TERM; echo up; while :; do sleep 0.1; done").stoppedBy("TERM", Duration.ofMillis(300));
        ManagedProcess process = new ManagedProcess(home, stubborn);
        process.start(progress::add);
        ProcessHandle handle = process.process().orElseThrow();

        process.stop(progress::add);

        assertThat(handle.isAlive()).isFalse();
        assertThat(progress).last().isEqualTo("sample: stopped");
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheRecordedNumber() {
        ProcessHandle self = ProcessHandle.current();
        Json.write(
                home.resolve("run/sample.json"),
                new ProcessRecord(self.pid(), "another boot:1", "2026-01-01T00:00:00Z", List.of(), List.of()));
        ManagedProcess process = new ManagedProcess(home, spec("true"));

        assertThat(process.state()).isEqualTo(ManagedProcess.State.STOPPED);
        assertThat(process.stop(progress::add)).isFalse();
    }

    private ProcessSpec spec(String script) {
        return ProcessSpec.of("sample", List.of("sh", "-c", script), home, home.resolve("sample.log"));
    }
}
