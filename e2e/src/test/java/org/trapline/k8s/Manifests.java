package org.trapline.k8s;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The objects of one Kustomize folder.
 *
 * @param source how they were had: rendered, or read from the files as they are
 */
record Manifests(String source, List<JsonObject> objects) {

    static final Path K8S = Path.of(System.getProperty("trapline.root", ".."), "k8s");

    /** Rendered by {@code kubectl kustomize}; without kubectl, the base's files, and nothing for an overlay. */
    static Optional<Manifests> of(String folder) {
        Path directory = K8S.resolve(folder);
        try {
            if (kubectlExists()) {
                return Optional.of(new Manifests("kubectl kustomize k8s/" + folder, parse(render(directory))));
            }
            return folder.equals("base")
                    ? Optional.of(new Manifests("the files of k8s/base, no kubectl found", read(directory)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Stream<JsonObject> ofKind(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind));
    }

    static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    static String name(JsonObject object) {
        return kind(object) + "/" + at(object, "metadata.name").getAsString();
    }

    /** The element at a dotted path; fails naming the path when there is none. */
    static JsonElement at(JsonObject object, String path) {
        return find(object, path)
                .orElseThrow(
                        () -> new AssertionError("no " + path + " in " + (object.has("kind") ? name(object) : object)));
    }

    static Optional<JsonElement> find(JsonObject object, String path) {
        JsonElement found = object;
        for (String step : path.split("\\.")) {
            found = found != null && found.isJsonObject()
                    ? found.getAsJsonObject().get(step)
                    : null;
        }
        return Optional.ofNullable(found);
    }

    static Stream<JsonObject> each(Optional<JsonElement> array) {
        return array.map(JsonElement::getAsJsonArray).orElseGet(JsonArray::new).asList().stream()
                .map(JsonElement::getAsJsonObject);
    }

    private static boolean kubectlExists() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static String render(Path directory) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", directory.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (kubectl.waitFor() != 0) {
            throw new AssertionError("kubectl kustomize failed: " + text);
        }
        return text;
    }

    private static List<JsonObject> read(Path directory) throws IOException {
        List<JsonObject> objects = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList()) {
                objects.addAll(parse(Files.readString(file)));
            }
        }
        return objects;
    }

    private static List<JsonObject> parse(String yaml) {
        Iterable<Object> documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml);
        Gson gson = new Gson();
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> gson.toJsonTree(document, Map.class).getAsJsonObject())
                .toList();
    }
}
