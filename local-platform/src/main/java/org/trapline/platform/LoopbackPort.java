package org.trapline.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Which loopback ports are free, and who holds one that is not. */
final class LoopbackPort {

    private LoopbackPort() {}

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A free port below the range from which the system takes the ports of outgoing connections. */
    static int anyFree() {
        for (int i = 0; i < 1000; i++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port)) {
                return port;
            }
        }
        throw new PlatformException("found no free port between 20000 and 32000");
    }

    static void requireFree(String name, int port) {
        if (!isFree(port)) {
            throw new PortTaken(
                    name, port, holder(port).map(LoopbackPort::describe).orElse(" by another process"));
        }
    }

    private static String describe(ProcessHandle process) {
        return " by pid " + process.pid()
                + process.info().command().map(command -> " (" + command + ")").orElse("");
    }

    /** By the socket's inode in /proc; empty where that cannot be read. */
    private static Optional<ProcessHandle> holder(int port) {
        return inode(port, "tcp").or(() -> inode(port, "tcp6")).flatMap(inode -> ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), "socket:[" + inode + "]"))
                .findFirst());
    }

    private static Optional<String> inode(int port, String table) {
        String suffix = String.format(":%04X", port);
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/net", table));
            // Columns: number, local address, remote address, state (0A: listening), ..., the tenth is the inode.
            return lines.stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals("0A"))
                    .map(columns -> columns[9])
                    .findFirst();
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }
}
