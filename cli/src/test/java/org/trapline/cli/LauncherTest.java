package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, run as a process in a copy of the project's outline whose path has spaces. */
class LauncherTest {

    private static final List<String> SERVICES =
            List.of("gateway", "evidence-service", "attribution-service", "takedown-service");

    private record Run(int exitCode, String out, String err) {}

    @TempDir
    Path folder;

    private Path project;
    private Path launcher;
    private Path tools;

    @BeforeEach
    void outlineProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        launcher = project.resolve("trapline");
        Files.copy(Path.of(System.getProperty("trapline.root")).resolve("trapline"), launcher);
        executable(launcher);
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(project.resolve("cli/src/main"));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "bash",
                "env",
                "dirname",
                "readlink",
                "sed",
                "head",
                "tail",
                "find",
                "mkdir",
                "mv",
                "grep",
                "tee",
                "cat",
                "flock",
                "touch")) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "exec " + found + " \"$@\"");
        }
    }

    @Test
    void withoutAnyJavaSaysWhatToInstall() throws Exception {
        Run run = run(Map.of(), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no Java found", "JDK 17", "apt install");
    }

    @Test
    void oldJavaIsNamedWithItsPlace() throws Exception {
        Path old = jdk("jdk 11", "11.0.22");

        Run run = run(Map.of("JAVA_HOME", old.toString()), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("JAVA_HOME is Java 11", old.toString(), "17 or newer");
    }

    @Test
    void javaOfTheOldNumberingIsTooOldAsWell() throws Exception {
        Run run = run(Map.of("JAVA_HOME", jdk("jdk8", "1.8.0_402").toString()), "status");

        assertThat(run.err()).contains("is Java 8 ");
    }

    @Test
    void javaHomeWithoutJavaIsSaid() throws Exception {
        Run run = run(Map.of("JAVA_HOME", folder.toString()), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no bin/java");
    }

    @Test
    void buildWithoutMavenSaysWhatToInstall() throws Exception {
        Run run = run(Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString()), "up");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no mvn", "Maven 3.8.7");
    }

    @Test
    void runtimeWithoutCompilerCannotBuild() throws Exception {
        Path jre = jdk("jre", "17.0.1");
        Files.delete(jre.resolve("bin/javac"));

        Run run = run(Map.of("JAVA_HOME", jre.toString()), "up");

        assertThat(run.err()).contains("without a compiler");
    }

    @Test
    void firstCommandBuildsAndTheNextDoesNot() throws Exception {
        maven();
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString());

        Run first = run(environment, "up");
        Run second = run(environment, "up");

        assertThat(first.err()).contains("building Trapline :: cli", "built in");
        assertThat(second.err()).doesNotContain("buil");
        assertThat(second.out()).contains("-Dtrapline.root=" + project, "org.trapline.cli.Main up");
    }

    @Test
    void whoChecksAPacketBuildsTheCommandAlone() throws Exception {
        script(
                tools.resolve("mvn"),
                "echo \"[INFO] Building Trapline with $*\"; mkdir -p cli/target/lib; touch cli/target/cli.jar");
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString());

        Run first = run(environment, "verify", "packet.zip");
        Run second = run(environment, "verify", "packet.zip");
        maven();
        Run up = run(environment, "up");

        assertThat(first.err()).contains("-pl cli -am package", "built in");
        assertThat(first.out()).contains("org.trapline.cli.Main verify packet.zip");
        assertThat(second.err()).doesNotContain("buil");
        assertThat(up.err()).contains("built in");
    }

    @Test
    void changedSourceIsBuiltBeforeTheNextStartButNotForALook() throws Exception {
        maven();
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString());
        run(environment, "up");
        Files.writeString(project.resolve("cli/src/main/New.java"), "class New {}");

        assertThat(run(environment, "status").err()).doesNotContain("built in");
        assertThat(run(environment, "up").err()).contains("built in");
    }

    @Test
    void changedTestIsNotBuilt() throws Exception {
        maven();
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString());
        Files.createDirectories(project.resolve("cli/src/test"));
        run(environment, "up");
        Files.writeString(project.resolve("cli/src/test/NewTest.java"), "class NewTest {}");

        assertThat(run(environment, "up").err()).doesNotContain("built in");
    }

    @Test
    void failedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        script(
                tools.resolve("mvn"),
                "echo '[INFO] Building Trapline :: cli 1 [1/1]'; echo '[ERROR] no such symbol'; exit 1");
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString());

        Run run = run(environment, "up");
        maven();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] no such symbol", "build.log");
        assertThat(run(environment, "up").exitCode()).isZero();
    }

    @Test
    void buildThatFillsTheDiskSaysSo() throws Exception {
        script(tools.resolve("mvn"), "echo '[ERROR] x.jar: No space left on device'; exit 1");

        Run run = run(Map.of("JAVA_HOME", jdk("jdk", "17.0.1").toString()), "up");

        assertThat(run.err()).contains("the disk is full");
    }

    @Test
    void worksThroughALinkFromAnotherFolderWithTheJavaOnThePath() throws Exception {
        maven();
        Path jdk = jdk("jdk", "21");
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);

        Run run = run(link, Map.of(), "ingest", "a file");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("-Dtrapline.root=" + project, "org.trapline.cli.Main ingest a file");
    }

    @Test
    void skippedBuildThatWasNeverMadeSaysSo() throws Exception {
        Run run = run(Map.of("JAVA_HOME", jdk("jdk", "17").toString(), "TRAPLINE_SKIP_BUILD", "1"), "status");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("not built", "TRAPLINE_SKIP_BUILD");
    }

    /** Its java says with what it was called. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo \"$@\"");
        script(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    /** Stands in for Maven: leaves what a build leaves. */
    private void maven() throws IOException {
        StringBuilder build = new StringBuilder("echo '[INFO] Building Trapline :: cli 0.1.0 [1/1]'\n");
        build.append("mkdir -p cli/target/lib bench/target verifier/target\n");
        build.append("touch cli/target/cli.jar bench/target/bench.jar verifier/target/trapline-verify.jar\n");
        SERVICES.forEach(service -> build.append("mkdir -p ")
                .append(service)
                .append("/target/quarkus-app; touch ")
                .append(service)
                .append("/target/quarkus-app/quarkus-run.jar\n"));
        script(tools.resolve("mvn"), build.toString());
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + text + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(launcher, environment, arguments);
    }

    private Run run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(script.toString())
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(new HashMap<>(environment));
        builder.environment().put("PATH", tools.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
