package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path home;

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("up", "down", "status", "logs", "token", "ingest", "demo");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(run(command, "--help")).as(command).isZero();
        }
    }

    @Test
    void everyCommandThatPrintsFactsCanWriteThemAsJson() {
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandSpec().findOption("--json")).as(name).isNotNull();
        });
    }

    @Test
    void helpOfTokenNamesTheUsers() {
        run("token", "--help");

        assertThat(out.toString()).contains(Tokens.USERS);
    }

    @Test
    void upSaysWhereTrapMailArrives() {
        assertThat(UpCommand.places(new Installation(home, home, new LoopbackPorts(11000))))
                .hasEntrySatisfying(
                        "trap mail (SMTP)", where -> assertThat(where).startsWith("127.0.0.1:13526"));
    }

    @Test
    void helpOfIngestNamesArchivesAndDialects() {
        run("ingest", "--help");

        assertThat(out.toString()).contains("*.zip", "--dialect", "MBOXCL2");
        assertThat(run("ingest", home.toString(), "--dialect", "pine")).isEqualTo(2);
        assertThat(err.toString()).contains("pine", "MBOXRD");
    }

    @Test
    void unknownCommandAndMissingArgumentAreUsageErrors() {
        assertThat(run("upp")).isEqualTo(2);
        assertThat(run("token")).isEqualTo(2);
        assertThat(run("ingest")).isEqualTo(2);
        assertThat(run("logs", "-n", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean", "USER", "PATH", "many");
    }

    @Test
    void unknownUserIsToldTheKnownOnes() {
        assertThat(run("token", "mallory", "--home", home.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("mallory", "investigator1");
    }

    @Test
    void tokenBeforeTheFirstStartSaysWhatToDo() {
        assertThat(run("token", "legal1", "--home", home.toString(), "--port-offset", "11000"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("./trapline up first");
    }

    @Test
    void ingestBeforeTheFirstStartSaysWhatToDo() {
        assertThat(run("ingest", home.toString(), "--home", home.toString(), "--port-offset", "11000"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("./trapline up first");
    }

    @Test
    void ingestKnowsBeforeItLooksForFilesThatNothingRunsAndWhoTheUsersAre() {
        String empty = home.toString();

        assertThat(run("ingest", empty, "--home", empty, "--port-offset", "11000"))
                .isEqualTo(1);
        assertThat(run("ingest", empty, "--home", empty, "--user", "mallory")).isEqualTo(1);

        assertThat(err.toString()).contains("nothing is running", "mallory").doesNotContain("no file");
    }

    @Test
    void ingestOfAPathThatIsNotThereSaysSo() {
        assertThat(run("ingest", home.resolve("gone").toString())).isEqualTo(1);

        assertThat(err.toString()).contains("gone does not exist");
    }

    @Test
    void statusIsOneWhenNothingRunsAndDownHasNothingToDo() {
        assertThat(run("status", "--home", home.toString(), "--port-offset", "11000"))
                .isEqualTo(1);
        assertThat(run("down", "--home", home.toString(), "--port-offset", "11000"))
                .isZero();
    }

    @Test
    void homeThatNeverWasIsNotMadeByLookingOrStopping() {
        Path never = home.resolve("never");

        assertThat(run("down", "--home", never.toString(), "--port-offset", "11000"))
                .isZero();
        assertThat(run("status", "--home", never.toString(), "--port-offset", "11000"))
                .isEqualTo(1);

        assertThat(never).doesNotExist();
    }

    @Test
    void fileThatCannotBeUsedIsNamedWithoutAStackTrace() throws IOException {
        Path lock = Files.createDirectory(home.resolve("stack.lock"));

        assertThat(run("down", "--home", home.toString(), "--port-offset", "11000"))
                .isEqualTo(1);

        assertThat(err.toString().strip()).isEqualTo("trapline: cannot use " + lock + ": Is a directory");
    }

    @Test
    void logsAreJsonByPartAndLine() throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("logs/gateway.log"), "first\nsecond\nthird\n");
        Path json = home.resolve("lines.json");

        assertThat(run("logs", "gateway", "-n", "2", "--home", home.toString(), "--json", json.toString()))
                .isZero();

        assertThat(Json.parseOrMissing(Files.readAllBytes(json)))
                .hasToString("[{\"name\":\"gateway\",\"line\":\"second\"},{\"name\":\"gateway\",\"line\":\"third\"}]");
        assertThat(run("logs", "--follow", "--home", home.toString(), "--json", "-"))
                .isEqualTo(2);
    }

    @Test
    void unknownPartIsToldTheKnownOnes() {
        assertThat(run("logs", "mainframe", "--home", home.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("mainframe", "evidence", "gateway");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
