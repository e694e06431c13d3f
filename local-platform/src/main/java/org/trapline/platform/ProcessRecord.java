package org.trapline.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process, named so that no other can be taken for it.
 *
 * @param pid process id, which the system reuses
 * @param birth when it started: boot id and clock ticks since boot where {@code /proc} tells (a step of the wall clock
 *     does not change them), else the start instant
 * @param startedAt start instant, RFC 3339, for people
 * @param ports what it listens on
 * @param command the command line
 */
record ProcessRecord(long pid, String birth, String startedAt, List<Integer> ports, List<String> command) {

    static ProcessRecord of(ProcessHandle process, List<Integer> ports, List<String> command) {
        String startedAt = process.info().startInstant().map(Object::toString).orElse("unknown");
        return new ProcessRecord(process.pid(), birth(process), startedAt, ports, command);
    }

    /** The living process this names; empty when it has ended, whoever has its number now. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> birth(process).equals(birth))
                .filter(process -> !isZombie(pid));
    }

    private static String birth(ProcessHandle process) {
        try {
            String[] stat = stat(process.pid());
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + ":" + stat[19];
        } catch (IOException noProc) {
            return process.info().startInstant().map(Object::toString).orElse("unknown");
        }
    }

    private static boolean isZombie(long pid) {
        try {
            return stat(pid)[0].equals("Z");
        } catch (IOException noProc) {
            return false;
        }
    }

    /** The fields of proc(5) stat from the third (state) on; the second may hold spaces. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
