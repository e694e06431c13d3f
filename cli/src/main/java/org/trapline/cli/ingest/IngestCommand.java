package org.trapline.cli.ingest;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.ApiClient;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.Installation;
import org.trapline.cli.InstallationOptions;
import org.trapline.cli.JsonOption;
import org.trapline.cli.Stack;
import org.trapline.cli.Terminal;
import org.trapline.cli.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exit code 0 only when every file has its receipt (and, with --verify, came back as it is). */
@Command(
        name = "ingest",
        description = {
            "Take mail in as evidence: a message, an mbox (*.mbox), an archive of messages (*.zip, *.tar, *.tar.gz, *.tgz),"
                    + " a Maildir, or a folder of any of these. A file of any other name is one message.",
            "May be repeated: a message that is there already gets one more receipt. Nothing is looked up outside."
        })
public final class IngestCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SITES_SHOWN = 20;
    private static final int FAILURES_SHOWN = 20;

    @Parameters(paramLabel = "PATH", description = "File or folder; '-' is one message on standard input")
    private String path = "";

    @Option(names = "--mbox", description = "PATH is an mbox, whatever its name")
    private boolean mbox;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "AUTO",
            description =
                    "How mboxes were written, where you know: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
                            + " Name it where senders are hostile and bodies are quoted: docs/formats/vault.md says why")
    private Dialect dialect = Dialect.AUTO;

    @Option(names = "--matter", paramLabel = "ID", description = "The matter it belongs to")
    private @Nullable String matter;

    @Option(names = "--trap", paramLabel = "ID", description = "The trap that received it")
    private @Nullable String trap;

    @Option(names = "--source", paramLabel = "TEXT", description = "Where it comes from, kept with each receipt")
    private @Nullable String source;

    @Option(
            names = "--authority",
            paramLabel = "TEXT",
            description = "What authorises its collection, such as an order or a warrant; else that of the trap")
    private @Nullable String authority;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "investigator1",
            completionCandidates = Tokens.Candidates.class,
            description = "Who takes it in (default: ${DEFAULT-VALUE})")
    private String user = "";

    @Option(
            names = "--verify",
            description = "Then read every message back by its SHA-256, compare it with the local file (each message of"
                    + " an mbox or archive with its place in there), and list the sites")
    private boolean verify;

    /** As the intake names them. */
    private enum Dialect {
        AUTO,
        MBOXO,
        MBOXRD,
        MBOXCL,
        MBOXCL2
    }

    @Mixin
    private InstallationOptions installationOptions = new InstallationOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Installation installation = installationOptions.installation();
        Terminal terminal = json.terminal();
        // All that costs nothing to know comes before a long look through folders.
        Tokens.requireKnown(user);
        if (!path.equals("-") && !Files.exists(Path.of(path))) {
            throw new CommandFailed(path + " does not exist");
        }
        new Stack(installation).requireRunning(needed());
        if (!path.equals("-")) {
            return ingest(installation, terminal, found(Path.of(path), terminal));
        }
        Path spooled = Files.createTempFile("trapline-stdin-", ".eml");
        try {
            Files.copy(System.in, spooled, StandardCopyOption.REPLACE_EXISTING);
            MailFile.Form form = mbox ? MailFile.Form.MBOX : MailFile.Form.MESSAGE;
            return ingest(installation, terminal, MailFiles.single(new MailFile(spooled, form, Files.size(spooled))));
        } finally {
            Files.delete(spooled);
        }
    }

    private String[] needed() {
        return verify
                ? new String[] {"keycloak", "evidence", "attribution", "gateway"}
                : new String[] {"keycloak", "evidence", "gateway"};
    }

    private MailFiles found(Path start, Terminal terminal) throws IOException {
        if (mbox && Files.isRegularFile(start)) {
            return MailFiles.single(new MailFile(start, MailFile.Form.MBOX, Files.size(start)));
        }
        MailFiles found = MailFiles.below(start);
        found.leftOut().forEach(left -> terminal.line("left out: " + left));
        if (Files.isRegularFile(start)
                && found.files().stream()
                        .anyMatch(file -> file.form() == MailFile.Form.MESSAGE && file.beginsLikeAnMbox())) {
            terminal.line("hint: " + start + " begins like an mbox and is taken in as ONE message;"
                    + " if it holds many, use --mbox");
        }
        return found;
    }

    private int ingest(Installation installation, Terminal terminal, MailFiles found) {
        Progress progress = new Progress(terminal, found.bytes());
        ApiClient api = new Tokens(installation).client(installation, user).withPatience(PATIENCE);
        Ingestion ingestion = new Ingestion(api.tellingRetries(terminal::passing), intake(), progress);
        Tally tally = ingestion.tally();
        found.failed().forEach(file -> {
            tally.fail(file);
            progress.failed(file);
        });
        try {
            ingestion.send(found.files());
        } catch (RuntimeException e) {
            terminal.line(summary(tally));
            terminal.line("It ended early; the same command again takes in the rest.");
            throw e;
        }
        double seconds = progress.elapsed().toMillis() / 1000.0;
        Map<String, Object> facts = facts(tally, seconds);
        List<String> differences = List.of();
        String readBack = "";
        try {
            if (verify) {
                ReadBack.Result result = new ReadBack(api, terminal).compare(tally);
                differences = result.differences();
                readBack = ", read back identical " + result.identical();
                facts.put("readBackIdentical", result.identical());
                facts.put("differences", differences);
            }
            terminal.line(summary(tally) + readBack);
            terminal.line("in " + Terminal.time(progress.elapsed()) + "; the ledger has " + tally.ledgerSize()
                    + " entries, root hash " + tally.rootHash());
            differences.stream().limit(FAILURES_SHOWN).forEach(difference -> terminal.line("DIFFERENT: " + difference));
            if (verify) {
                showSites(new AdvertisedSites(api, terminal).upTo(tally.ledgerSize(), matter), terminal, facts);
            }
        } finally {
            // What was taken in stays a fact, whatever failed afterwards.
            json.write(facts);
        }
        return tally.failed().isEmpty() && differences.isEmpty() ? 0 : 1;
    }

    private static void showSites(List<AdvertisedSites.Site> sites, Terminal terminal, Map<String, Object> facts) {
        terminal.heading(sites.size() + " sites advertised" + (sites.size() > SITES_SHOWN ? ", the first:" : ""));
        terminal.table(
                List.of("site", "exhibits"),
                sites.stream()
                        .limit(SITES_SHOWN)
                        .map(site -> List.of(site.site(), Long.toString(site.exhibits())))
                        .toList());
        facts.put("sites", sites);
    }

    private static String summary(Tally tally) {
        return "files in " + tally.files()
                + ", receipts " + tally.receipts().size()
                + ", exhibits " + tally.exhibits() + " (" + tally.added() + " new, " + tally.duplicates()
                + " duplicates)"
                + ", defective " + tally.defective()
                + (tally.failed().isEmpty()
                        ? ""
                        : ", NOT TAKEN IN " + tally.failed().size());
    }

    private static Map<String, Object> facts(Tally tally, double seconds) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("files", tally.files());
        facts.put("receipts", tally.receipts().size());
        facts.put("exhibits", tally.exhibits());
        facts.put("new", tally.added());
        facts.put("duplicates", tally.duplicates());
        facts.put("defective", tally.defective());
        facts.put("failed", tally.failed().stream().map(FailedFile::toString).toList());
        facts.put("seconds", seconds);
        facts.put("checkpoint", Map.of("size", tally.ledgerSize(), "rootHash", tally.rootHash()));
        return facts;
    }

    private String intake() {
        StringBuilder query = new StringBuilder("/api/evidence/intake");
        parameter(query, "trap", trap);
        parameter(query, "source", source);
        parameter(query, "matter", matter);
        parameter(query, "authority", authority);
        parameter(query, "mbox", dialect == Dialect.AUTO ? null : dialect.name());
        return query.toString();
    }

    private static void parameter(StringBuilder query, String name, @Nullable String value) {
        if (value != null) {
            query.append(query.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
