package org.trapline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.cli.ApiClient;
import org.trapline.cli.LocalServer;
import org.trapline.cli.Terminal;

class ReadBackTest {

    private static final String MESSAGE = "Subject: 1\n\nx\n";

    @TempDir
    Path folder;

    private LocalServer server;
    private ReadBack readBack;

    @BeforeEach
    void startServer() throws IOException {
        server = new LocalServer().willAnswer(200, "{\"id\":\"e\"}");
        readBack = new ReadBack(
                ApiClient.anonymous(server.uri()),
                new Terminal(new PrintStream(new ByteArrayOutputStream(), true), false, 80));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void messageOfAnMboxIsIdenticalWhenItIsSoHereAndThere() throws IOException {
        server.willAnswer(200, MESSAGE);

        ReadBack.Result result = readBack.compare(tally("From a\n" + MESSAGE));

        assertThat(result).isEqualTo(new ReadBack.Result(1, List.of()));
    }

    @Test
    void messageThatIsAnotherInTheMboxHereIsDifferent() throws IOException {
        server.willAnswer(200, MESSAGE);

        ReadBack.Result result = readBack.compare(tally("From a\nSubject: 2\n\nx\n"));

        assertThat(result.identical()).isZero();
        assertThat(result.differences()).singleElement().asString().contains("a.mbox: message 1 is ");
    }

    @Test
    void messageThatCameBackAsAnotherIsDifferent() throws IOException {
        server.willAnswer(200, "Subject: 2\n\nx\n");

        ReadBack.Result result = readBack.compare(tally("From a\n" + MESSAGE));

        assertThat(result.identical()).isZero();
        assertThat(result.differences()).singleElement().asString().contains("came back with another hash");
    }

    /** Of an mbox with this content, for which there is the receipt of one message. */
    private Tally tally(String content) throws IOException {
        Path mbox = Files.writeString(folder.resolve("a.mbox"), content);
        byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
        JsonMapper json = new JsonMapper();
        Tally tally = new Tally();
        tally.count(
                Batch.of(new MailFile(mbox, MailFile.Form.MBOX, Files.size(mbox))),
                List.of(
                        json.createObjectNode()
                                .put("sha256", Sha256.of(message))
                                .put("size", message.length),
                        json.createObjectNode().put("batch", "b")));
        return tally;
    }
}
