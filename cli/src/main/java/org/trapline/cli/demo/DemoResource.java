package org.trapline.cli.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads the scenario's data files, which lie beside these classes. */
final class DemoResource {
    private DemoResource() {}

    static <T> T read(String name, Class<T> type) {
        try (InputStream in = Objects.requireNonNull(DemoResource.class.getResourceAsStream(name), name)) {
            return JsonMapper.builder().build().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
