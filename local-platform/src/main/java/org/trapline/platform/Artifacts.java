package org.trapline.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the build found the servers in the local Maven repository. */
final class Artifacts {

    private static final Properties PROPERTIES = load();

    private Artifacts() {}

    static String version(String server) {
        return PROPERTIES.getProperty(server + ".version");
    }

    static Path archive(String server) {
        String place = PROPERTIES.getProperty(server + ".archive");
        if (place.isBlank()) {
            throw new PlatformException("there is no " + server + " for this machine ("
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                    + "): Linux on amd64 and aarch64 are supported");
        }
        Path archive = Path.of(place);
        if (!Files.isRegularFile(archive)) {
            throw new PlatformException(
                    archive + " is missing: build local-platform again (mvn -pl local-platform install)");
        }
        return archive;
    }

    /** Class path of Kafka's own JVM. */
    static String kafkaClassPath() {
        return PROPERTIES.getProperty("kafka.classPath");
    }

    /** What this module needs beside its own classes. */
    static String platformClassPath() {
        return PROPERTIES.getProperty("platform.classPath");
    }

    private static Properties load() {
        try (InputStream in = Artifacts.class.getResourceAsStream("artifacts.properties")) {
            if (in == null) {
                throw new PlatformException("local-platform was built without artifacts.properties");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
