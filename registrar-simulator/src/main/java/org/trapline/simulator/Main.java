package org.trapline.simulator;

import java.io.IOException;

/** Runs the world until the process is ended; configured by the environment, see {@link SimulatorConfig}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Simulator simulator = new Simulator(SimulatorConfig.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.printf(
                    "simulator ready: rdap=%s control=%s resolver=127.0.0.1:%d parent=127.0.0.1:%d smtp=127.0.0.1:%d%n",
                    simulator.bootstrap(),
                    simulator.control(),
                    simulator.resolverPort(),
                    simulator.parentPort(),
                    simulator.smtpPort());
        } catch (IOException | RuntimeException e) {
            System.err.println("simulator: cannot start: " + e.getMessage());
            System.exit(1);
        }
    }
}
