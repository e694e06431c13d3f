package org.trapline.platform;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Generated passwords, kept in {@code <home>/secrets.json} (mode 0600) from the first start on. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    Secrets(Path home) {
        this.file = home.resolve("secrets.json");
    }

    /** Makes those that are missing; the caller holds the home's lock. */
    void require(Collection<String> names) {
        Map<String, String> secrets = read();
        if (secrets.keySet().containsAll(names)) {
            return;
        }
        names.forEach(name -> secrets.computeIfAbsent(name, unused -> random()));
        Json.write(file, secrets);
    }

    String get(String name) {
        String secret = read().get(name);
        if (secret == null) {
            throw new PlatformException("no secret " + name + " in " + file + ": was the platform ever started?");
        }
        return secret;
    }

    /** 144 bits in URL-safe characters, which need no quoting in SQL, JSON or forms. */
    static String random() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @SuppressWarnings("unchecked") // the file is a flat object of strings
    private Map<String, String> read() {
        return Json.read(file, TreeMap.class).orElseGet(TreeMap::new);
    }
}
