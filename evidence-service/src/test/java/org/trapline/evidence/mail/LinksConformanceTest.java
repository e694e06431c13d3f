package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.ThirdPartyData;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What we find beside what others say should be found. The shares are pinned so that a change of them is seen; docs/formats/parsing.md
 * says why the rest is read otherwise.
 */
class LinksConformanceTest {

    private static final List<String> GROUPS = List.of("urls", "urls_with_indices", "urls_with_directional_markers");

    /** A web address by itself: after what browsers drop, a web scheme, with slashes when there is a page to be relative to. */
    private static final Pattern WEB = Pattern.compile("(?is)[\\x00- ]*https?:.*");

    private static final Pattern ABSOLUTE = Pattern.compile("(?is)[\\x00- ]*https?:[/\\\\]{2}.*");

    @Test
    void linksInRunningTextAgreeWithTwitterText() throws IOException {
        Map<String, Map<String, List<Map<String, Object>>>> file =
                yaml(data().resolve("twitter-text/conformance/extract.yml"));
        int cases = 0;
        int same = 0;
        int sameHosts = 0;
        for (String group : GROUPS) {
            for (Map<String, Object> test : file.get("tests").get(group)) {
                List<String> expected = ((List<?>) test.get("expected"))
                        .stream().map(LinksConformanceTest::url).toList();
                List<String> found = found((String) test.get("text"));
                cases++;
                same += found.equals(expected) ? 1 : 0;
                sameHosts += hosts(found).equals(hosts(expected)) ? 1 : 0;
            }
        }
        System.out.printf("twitter-text: %d of %d the same, hosts of %d%n", same, cases, sameHosts);

        assertThat(List.of(cases, same, sameHosts)).containsExactly(103, 78, 85);
    }

    @Test
    void hostsOfAddressesAgreeWithBrowsers() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(data().resolve("urltestdata-half.json").toFile());
        int cases = 0;
        int same = 0;
        int oneLabel = 0;
        for (JsonNode test : file) {
            String input = test.path("input").asText();
            String plain = input.replaceAll("[\\n\\r\\t]", "");
            boolean relative =
                    test.path("base").isTextual() && !ABSOLUTE.matcher(plain).matches();
            if (!WEB.matcher(plain).matches() || relative) {
                continue;
            }
            String expected = test.path("failure").asBoolean()
                    ? ""
                    : test.path("hostname").asText().replaceAll("[\\[\\]]", "");
            String found = Urls.target(input).map(Urls.Target::host).orElse("");
            cases++;
            same += found.equals(expected) ? 1 : 0;
            oneLabel += !found.equals(expected) && found.isEmpty() && expected.indexOf('.') < 0 ? 1 : 0;
        }
        System.out.printf("urltestdata: %d of %d the same, %d others of one label%n", same, cases, oneLabel);

        assertThat(List.of(cases, same, oneLabel)).containsExactly(181, 155, 19);
    }

    private static List<String> found(String text) {
        List<String> found = new ArrayList<>();
        TextLinks.find(PlainText.visible(text), (url, bare) -> {
            if (Urls.target(bare ? "http://" + url : url).isPresent()) {
                found.add(url);
            }
        });
        return found;
    }

    private static List<String> hosts(List<String> urls) {
        return urls.stream()
                .map(url -> url.regionMatches(true, 0, "http", 0, 4) ? url : "http://" + url)
                .map(url -> Urls.target(url).map(Urls.Target::host).orElse(""))
                .distinct()
                .toList();
    }

    private static String url(Object expected) {
        return expected instanceof Map<?, ?> indexed ? (String) indexed.get("url") : (String) expected;
    }

    private static <T> T yaml(Path file) throws IOException {
        try (java.io.Reader reader = java.nio.file.Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        }
    }

    private static Path data() {
        return ThirdPartyData.folder("url");
    }
}
