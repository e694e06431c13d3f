package org.trapline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.cli.CommandFailed;

class CpuTest {

    @TempDir
    Path folder;

    @Test
    void countsWhatAProgramStartedAsWell() {
        String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Program program = new Program(folder);

        double alone = program.run("sh", "-c", work);
        double withChild = program.run("sh", "-c", work + "; sh -c '" + work + "'");

        assertThat(alone).isGreaterThan(0.05);
        assertThat(withChild).isGreaterThan(1.5 * alone);
    }

    @Test
    void countsAllThatRunSideBySide() {
        String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Program program = new Program(folder);
        Program.Call call = new Program.Call(List.of("sh"), Map.of(), work);

        double alone = program.together(List.of(call));
        double both = program.together(List.of(call, call));

        assertThat(alone).isGreaterThan(0.05);
        assertThat(both).isGreaterThan(1.5 * alone);
    }

    @Test
    void countsALivingProcess() {
        double before = Cpu.ofTree(ProcessHandle.current().pid());
        for (long end = System.nanoTime() + 200_000_000L; System.nanoTime() < end; ) {
            Thread.onSpinWait();
        }

        assertThat(Cpu.ofTree(ProcessHandle.current().pid())).isGreaterThan(before);
        assertThat(Cpu.peakResident(ProcessHandle.current().pid())).isGreaterThan(10_000_000L);
    }

    @Test
    void failureOfAProgramIsToldWithItsOutput() {
        assertThatThrownBy(() -> new Program(folder).run("sh", "-c", "echo why; exit 3"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("why");
    }

    @Test
    void failureOfOneOfSeveralIsToldWithItsOwnOutput() {
        Program.Call good = new Program.Call(List.of("sh"), Map.of(), "echo well");
        Program.Call bad = new Program.Call(List.of("sh"), Map.of("REASON", "why"), "echo $REASON; exit 3");

        assertThatThrownBy(() -> new Program(folder).together(List.of(good, bad)))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("ended with 3:\nwhy");
    }

    @Test
    void missingPeerIsToldWithTheCommandThatInstallsIt() {
        assertThatThrownBy(() -> Program.require("maildir-utils", "sh", "no-such-program"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("missing: no-such-program")
                .hasMessageContaining("apt-get install maildir-utils");
    }
}
