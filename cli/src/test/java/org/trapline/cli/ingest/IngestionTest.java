package org.trapline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.cli.ApiClient;
import org.trapline.cli.ApiProblem;
import org.trapline.cli.LocalServer;
import org.trapline.cli.Terminal;

class IngestionTest {

    private static final String SUMMARY =
            "{\"batch\":\"b\",\"checkpoint\":{\"size\":7,\"rootHash\":\"cm9vdA==\",\"note\":\"n\"}}";
    private static final String REFUSAL = "{\"title\":\"Malformed\",\"status\":400,\"detail\":\"too large\"}";

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private LocalServer server;
    private Ingestion ingestion;

    @BeforeEach
    void startServer() throws IOException {
        server = new LocalServer();
        ingestion = new Ingestion(
                ApiClient.anonymous(server.uri()).withPatience(Duration.ofSeconds(10)),
                "/api/evidence/intake?source=test",
                new Progress(new Terminal(new PrintStream(shown, true), false, 80), 100));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void filesGoTogetherAndEachReceiptIsHeldAgainstItsFile() throws IOException {
        Path a = write("a", "one");
        Path b = write("b", "two");
        server.willAnswer(200, receipts(receipt("one", false, ""), receipt("two", true, "\"no header\"")));

        ingestion.send(MailFiles.below(folder).files());

        Tally tally = ingestion.tally();
        assertThat(server.asked()).singleElement().satisfies(asked -> assertThat(asked.header("Content-type"))
                .isEqualTo("application/x-tar"));
        assertThat(tally.receipts()).extracting(Tally.Receipt::path).containsExactly(a, b);
        assertThat(List.of(tally.files(), tally.added(), tally.duplicates(), tally.defective()))
                .containsExactly(2, 1, 1, 1);
        assertThat(tally.ledgerSize()).isEqualTo(7);
        assertThat(tally.failed()).isEmpty();
    }

    @Test
    void receiptForOtherBytesIsAFailure() throws IOException {
        write("a", "one");
        server.willAnswer(200, receipts(receipt("another", false, "")));

        ingestion.send(MailFiles.below(folder).files());

        assertThat(ingestion.tally().receipts()).isEmpty();
        assertThat(ingestion.tally().failed()).singleElement().asString().contains("receipt is for");
    }

    @Test
    void missingReceiptIsAFailureOfTheWholeBatch() throws IOException {
        write("a", "one");
        write("b", "two");
        server.willAnswer(200, receipts(receipt("one", false, "")));

        ingestion.send(MailFiles.below(folder).files());

        assertThat(ingestion.tally().failed()).hasSize(2);
    }

    @Test
    void messageThatIsRefusedIsNamedAndTheOthersGoByThemselves() throws IOException {
        write("a", "one");
        write("b", "two");
        server.willAnswer(400, REFUSAL).willAnswer(400, REFUSAL).willAnswer(200, receipts(receipt("two", false, "")));

        ingestion.send(MailFiles.below(folder).files());

        assertThat(ingestion.tally().files()).isEqualTo(1);
        assertThat(ingestion.tally().failed()).singleElement().satisfies(failed -> {
            assertThat(failed.path()).isEqualTo(folder.resolve("a"));
            assertThat(failed.reason()).isEqualTo("too large");
        });
        assertThat(shown.toString()).contains("not taken in: " + folder.resolve("a"));
    }

    @Test
    void emptyAndVanishedFilesAreNamedAndTheOthersGoOn() throws IOException {
        write("a", "");
        Path gone = write("b", "two");
        write("c", "three");
        List<MailFile> files = MailFiles.below(folder).files();
        Files.delete(gone);
        server.willAnswer(200, receipts(receipt("three", false, "")));

        ingestion.send(files);

        assertThat(ingestion.tally().files()).isEqualTo(1);
        assertThat(ingestion.tally().failed())
                .extracting(FailedFile::reason)
                .containsExactly("empty: there is no message in it", "gone since the folder was read");
    }

    @Test
    void mboxGoesByItselfAndItsMessagesAreCountedByTheirReceipts() throws IOException {
        write("a.mbox", "From x\n\none\nFrom y\n\ntwo\n");
        server.willAnswer(200, receipts(receipt("one", false, ""), receipt("two", false, "")));

        ingestion.send(MailFiles.below(folder).files());

        assertThat(server.asked().get(0).header("Content-type")).isEqualTo("application/mbox");
        assertThat(ingestion.tally().files()).isEqualTo(1);
        assertThat(ingestion.tally().receipts()).hasSize(2);
    }

    @Test
    void refusalThatIsNotAboutTheMailEndsIt() throws IOException {
        write("a", "one");
        server.willAnswer(403, "{\"title\":\"Forbidden\"}");

        assertThatThrownBy(() -> ingestion.send(MailFiles.below(folder).files()))
                .isInstanceOf(ApiProblem.class)
                .hasMessageContaining("Forbidden");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String receipts(String... lines) {
        return Stream.concat(Stream.of(lines), Stream.of(SUMMARY)).collect(Collectors.joining("\n"));
    }

    private static String receipt(String message, boolean duplicate, String defect) {
        return "{\"exhibit\":\"e\",\"sha256\":\"" + Sha256.of(message.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "\",\"duplicate\":" + duplicate + ",\"defects\":[" + defect + "]}";
    }
}
