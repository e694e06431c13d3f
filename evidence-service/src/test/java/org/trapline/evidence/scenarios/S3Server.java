package org.trapline.evidence.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real S3 server (s3proxy over a directory) in a JVM of its own; one for all tests of this JVM, ended with it. */
public final class S3Server {

    public static final String ACCESS_KEY = "trapline";
    public static final String SECRET_KEY = "only-for-tests";

    private static S3Server running;

    private final URI endpoint;
    private final Path directory;

    private S3Server(URI endpoint, Path directory) {
        this.endpoint = endpoint;
        this.directory = directory;
    }

    public static synchronized S3Server attach() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static S3Server start() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path home = Files.createTempDirectory(Files.createDirectories(target.resolve("s3")), "run");
            Path data = Files.createDirectory(home.resolve("data"));
            int port = freePort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            Path properties = Files.writeString(
                    home.resolve("s3proxy.properties"), """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(endpoint, ACCESS_KEY, SECRET_KEY, data));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-DLOG_LEVEL=warn",
                            "-jar",
                            target.resolve("servers/s3proxy.jar").toString(),
                            "--properties",
                            properties.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("s3proxy.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await("s3proxy, see " + home)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> process.isAlive() && answers(endpoint));
            return new S3Server(endpoint, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(URI endpoint) {
        try {
            return ((HttpURLConnection) endpoint.toURL().openConnection()).getResponseCode() == 403;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Makes a bucket; its objects are the files below the returned directory. */
    public Path bucket(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
