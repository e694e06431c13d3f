package org.trapline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/problems.md names every type of problem that evidence- and takedown-service can answer with, and no other. */
class ProblemsTest {

    private static final Pattern IN_CODE = Pattern.compile(
            "(?:Problem\\.of|\\bproblem|new (?:MalformedUpload|RefusedUpload|PacketRefused))\\(\\s*\"([a-z0-9-]+)\"(?:(?:,\\s*\"[^\"]*\")?,\\s*(\\d{3}))?");

    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\| (\\d{3}) \\|", Pattern.MULTILINE);

    @Test
    void namesEachTypeWithItsStatus() throws IOException {
        TreeMap<String, String> documented = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("../docs/problems.md"))).results().forEach(row -> Stream.of(
                        row.group(1).split(", "))
                .forEach(slug -> documented.put(slug.replace("`", ""), row.group(2))));
        List<MatchResult> answered = answered();

        Set<String> unnamed = new TreeSet<>(documented.keySet());
        for (MatchResult problem : answered) {
            // A slug that ends in a hyphen goes on with the kind of archive.
            Set<String> named = documented.keySet().stream()
                    .filter(slug -> slug.equals(problem.group(1))
                            || problem.group(1).endsWith("-") && slug.startsWith(problem.group(1)))
                    .collect(Collectors.toSet());
            assertThat(named).as(problem.group(1)).isNotEmpty();
            if (problem.group(2) != null) {
                assertThat(documented).containsEntry(problem.group(1), problem.group(2));
            }
            unnamed.removeAll(named);
        }

        assertThat(answered).hasSizeGreaterThan(50);
        assertThat(unnamed).as("documented and answered by nobody").isEmpty();
    }

    private static List<MatchResult> answered() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String module : List.of("../service-defaults", "../messaging", ".", "../takedown-service")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    code.append(Files.readString(file)).append('\n');
                }
            }
        }
        Matcher matcher = IN_CODE.matcher(code);
        return matcher.results().toList();
    }
}
