package org.trapline.platform;

/**
 * Keeps the test platform running between builds: {@code TestPlatformMain [PID]} starts all of it, Keycloak included,
 * and holds it until the process PID (by default this one) ends.
 */
public final class TestPlatformMain {

    private TestPlatformMain() {}

    public static void main(String[] arguments) throws Exception {
        ProcessHandle owner = arguments.length == 0
                ? ProcessHandle.current()
                : ProcessHandle.of(Long.parseLong(arguments[0]))
                        .orElseThrow(() -> new PlatformException("no process " + arguments[0]));
        TestPlatform platform = TestPlatform.attach(owner, System.out::println);
        System.out.println("kafka: " + platform.kafkaBootstrap());
        System.out.println("issuer: " + platform.keycloak().issuer());
        if (owner.pid() == ProcessHandle.current().pid()) {
            Thread.currentThread().join();
        }
        owner.onExit().join();
    }
}
