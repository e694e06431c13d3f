package org.trapline.evidence.packets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.verifier.TreeHash;
import org.trapline.verifier.packet.PacketLayout;
import org.trapline.verifier.packet.PacketReport;
import org.trapline.verifier.packet.PacketVerifier;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class PacketTest {

    private static final String PACKETS = "/api/evidence/packets";

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    @TempDir
    Path folder;

    @ConfigProperty(name = "trapline.evidence.packets.directory")
    Path packets;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    private final UUID matter = UUID.randomUUID();
    private final String prefix = "T" + Math.abs(matter.hashCode());
    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void matter() throws SQLException {
        announce(matter);
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void holdsEveryExhibitOfTheMatterAndVerifiesWithoutThePlatform() throws Exception {
        List<MessageReceipt> receipts = List.of(message("one"), message("two"), message("three"));

        JsonNode packet = ready(ask("{\"matter\":\"%s\",\"title\":\"First\",\"prefix\":\"%s\",\"redacted\":false}"));
        Path file = download(packet);

        PacketReport report = PacketVerifier.verify(file, fingerprint());
        assertThat(report.checks()).allMatch(PacketReport.Check::passed);
        assertThat(report.genuine()).isTrue();
        assertThat(packet.path("firstBates").asText()).isEqualTo(prefix + "-0000001");
        assertThat(packet.path("lastBates").asText()).isEqualTo(prefix + "-0000003");
        assertThat(text(file, PacketLayout.LIST).lines().skip(1).map(l -> l.split(",")[3]))
                .containsExactlyElementsOf(
                        receipts.stream().map(MessageReceipt::sha256).toList());
        assertThat(messages(file)).containsExactly(raw("one"), raw("two"), raw("three"));
        assertThat(text(file, PacketLayout.CUSTODY).lines().filter(l -> l.contains("\"EXPORTED\"")))
                .hasSize(3)
                .allMatch(l -> l.contains(packet.path("id").asText()));
    }

    @Test
    void leavesTrapAddressesOutUnlessToldNotToAndStillVerifies() throws Exception {
        String address = "caught" + Math.abs(matter.hashCode()) + "@pool.example";
        investigator.message(
                "To: " + address + "\r\nFrom: s@mail.example\r\nSubject: hello " + address
                        + "\r\n\r\nBuy at http://shop.example/\r\n",
                "matter=" + matter);

        Path file = download(ready(ask("{\"matter\":\"%s\",\"title\":\"R\",\"prefix\":\"%s\"}")));

        PacketReport report = PacketVerifier.verify(file, fingerprint());
        assertThat(report.checks()).allMatch(PacketReport.Check::passed);
        assertThat(report.genuine()).isTrue();
        assertThat(new String(Files.readAllBytes(file), UTF_8))
                .doesNotContain(address)
                .contains("Buy at http://shop.example/", "X-Trapline-Withheld");
        assertThat(text(file, PacketLayout.CUSTODY)).contains("REDACTED").doesNotContain("hashAfter", "trap\"");
        assertThat(text(file, PacketLayout.CUSTODY).lines().skip(1)).allMatch(l -> l.contains("\"prevHash\":\""));
        assertThat(detail(report, "custody")).contains("hashes of 0 were made again");
    }

    @ParameterizedTest(name = "redacted: {0}")
    @ValueSource(booleans = {false, true})
    void tellsNothingOfAFirstReceiptInAMatterThatWhoAskedMayNotSee(boolean redacted) throws Exception {
        UUID sealed = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
        String trap = enterTrap();
        UUID exhibit = investigator
                .message(raw("twice"), "matter=" + sealed, "source=box of another case", "trap=" + trap)
                .exhibit();
        String hidden = investigator.exhibit(exhibit).receivedAt().toString();
        message("twice");
        String seen = legal.exhibit(exhibit).receivedAt().toString();

        Path file = download(
                ready(ask("{\"matter\":\"%s\",\"title\":\"H\",\"prefix\":\"%s\",\"redacted\":" + redacted + "}")));

        assertThat(PacketVerifier.verify(file, fingerprint()).checks()).allMatch(PacketReport.Check::passed);
        String openings = text(file, PacketLayout.OPENINGS);
        JsonNode opening = EvidenceClient.as(openings.getBytes(UTF_8), JsonNode.class);
        assertThat(opening.has("secret")).isFalse();
        StringBuilder shown = new StringBuilder();
        for (JsonNode part : opening.path("redacted")) {
            shown.append(
                    new String(Base64.getDecoder().decode(part.path("content").asText("")), UTF_8));
        }
        assertThat(shown.toString()).contains("exhibit=" + exhibit, "http://shop.example/");
        assertThat(shown + new String(Files.readAllBytes(file), UTF_8))
                .contains(seen)
                .doesNotContain(hidden, "another case", trap, sealed.toString());
        if (!redacted) {
            assertThat(messages(file)).containsExactly(raw("twice"));
        }
    }

    @Test
    void isRefusedAfterAnyOfManySingleByteChanges() throws Exception {
        message("to be changed");
        Path file = download(ready(ask("{\"matter\":\"%s\",\"title\":\"C\",\"prefix\":\"%s\",\"redacted\":false}")));
        String fingerprint = fingerprint();
        byte[] zip = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(zip.length);
            byte mask = (byte) (1 << random.nextInt(8));
            zip[at] ^= mask;
            Files.write(file, zip);
            assertThat(PacketVerifier.verify(file, fingerprint).genuine())
                    .as("byte %d changed", at)
                    .isFalse();
            zip[at] ^= mask;
        }
    }

    @Test
    void checksWithTheCommandsThatItsPageShows() throws Exception {
        message("by hand");
        Path file =
                download(ready(ask("{\"matter\":\"%s\",\"title\":\"P & Q\",\"prefix\":\"%s\",\"redacted\":false}")));
        String page = text(file, PacketLayout.PAGE);
        Path bag = unpack(file);

        assertThat(page).contains("P &amp; Q", "SPECIMEN - NOT A COURT DOCUMENT", fingerprint());
        assertThat(page)
                .contains(
                        "ask this office for the address",
                        "shasum -a 256",
                        "OpenSSL 3",
                        "a JDK 17",
                        "java -jar trapline-verify.jar PACKET.zip --key FINGERPRINT",
                        version + "); ask");
        assertThat(page).contains("without it showing to whoever kept an earlier head of that");
        assertThat(run(bag, "sha256sum --check --quiet tagmanifest-sha256.txt")).isEmpty();
        assertThat(run(bag, "sha256sum --check --quiet manifest-sha256.txt")).isEmpty();
        for (String command :
                page.lines().filter(l -> l.startsWith("openssl pkey")).toList()) {
            assertThat(run(bag, command.replace("</pre>", ""))).containsAnyOf(fingerprint(), "Signature Verified");
        }
        List<String> lines = page.lines().toList();
        String command = lines.stream()
                .filter(l -> l.contains("tail -c"))
                .findFirst()
                .orElseThrow()
                .replace("<pre>", "");
        assertThat(run(bag, command))
                .contains(lines.get(lines.indexOf("<pre>" + command) + 1).replace("</pre>", ""));
    }

    @Test
    void listsNoFormulaThatASpreadsheetWouldRunAndLosesNothingOfTheText() throws Exception {
        List<String> subjects =
                List.of("=HYPERLINK(\"http://shop.example/\",\"open\")", "@SUM(1)", "'quoted'", "2+2=4");
        for (String subject : subjects) {
            investigator.message(
                    "From: +1 <s@mail.example>\r\nSubject: " + subject + "\r\n\r\n" + matter + "\r\n",
                    "matter=" + matter);
        }

        Path file = download(ready(ask("{\"matter\":\"%s\",\"title\":\"F\",\"prefix\":\"%s\",\"redacted\":false}")));

        try (CSVParser list = CSVParser.parse(
                text(file, PacketLayout.LIST),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            List<CSVRecord> rows = list.getRecords();
            assertThat(rows).extracting(r -> r.get("from")).allMatch(f -> f.startsWith("'+1"));
            assertThat(rows)
                    .extracting(r -> r.get("subject"))
                    .containsExactly("'" + subjects.get(0), "'@SUM(1)", "''quoted'", "2+2=4");
        }
    }

    @Test
    void draftsCertificatesAndMarksThemAsSpecimens() throws Exception {
        message("certified");
        Path file = download(ready(ask("{\"matter\":\"%s\",\"title\":\"D\",\"prefix\":\"%s\",\"redacted\":false}")));

        for (String name : List.of("902-13.pdf", "902-14.pdf", "affidavit.pdf")) {
            try (ZipFile zip = new ZipFile(file.toFile());
                    InputStream in = zip.getInputStream(entry(zip, PacketLayout.CERTIFICATES + name));
                    PDDocument pdf = Loader.loadPDF(in.readAllBytes())) {
                String text = new PDFTextStripper().getText(pdf);
                assertThat(text).contains("DRAFT", prefix + "-0000001", "Signature");
                assertThat(text.split("SPECIMEN - NOT A COURT DOCUMENT", -1)).hasSize(pdf.getNumberOfPages() + 1);
            }
        }
    }

    @Test
    void swearsToNoMoreThanWhatTheExhibitsAreAndHowTheyCameIn() throws Exception {
        investigator.message(raw("of a trap"), "matter=" + matter, "trap=" + enterTrap());
        message("of none");
        UUID page = page();
        String body = "{\"matter\":\"%s\",\"title\":\"S\",\"prefix\":\"%s\"}";

        Path all = download(ready(ask(body)));
        Path pageAlone = download(ready(ask(body.replace("}", ",\"exhibits\":[\"" + page + "\"]}"))));

        assertThat(certificate(all, "affidavit.pdf"))
                .contains(
                        "redacted copies, as far as they are messages, and otherwise true copies, of what the office's system took in",
                        "1 message of a trap that was handed in as a file",
                        "1 message that was handed in as a file, for which no trap is on record",
                        "1 capture of a web page",
                        "this is the time at which the file was handed in",
                        "A trap is",
                        "Signed under the pains and penalties of perjury.")
                .doesNotContain("SMTP", "G.L. c. 268");
        assertThat(certificate(all, "902-13.pdf"))
                .contains("1 capture of a web page", "the time at which the file was handed in");
        assertThat(certificate(pageAlone, "affidavit.pdf"))
                .contains(
                        "1 in number, are true copies of what",
                        "1 capture of a web page",
                        "None of the exhibits is put forward")
                .doesNotContain("redacted", "A trap is", "Sender", "handed in");
        assertThat(text(all, PacketLayout.PAGE))
                .contains("<li>1 capture of a web page</li>", "not when the message reached the mailbox");
        assertThat(text(pageAlone, PacketLayout.PAGE))
                .doesNotContain("<i>trap</i>", "reached the mailbox", "redacted", "trap addresses");
    }

    @Test
    void swearsToTheAuthorityOfACollectionUnlessThatMayTellATrap() throws Exception {
        investigator.message(raw("by warrant"), "matter=" + matter, "authority=warrant 9");
        message("by none");
        String body = "{\"matter\":\"%s\",\"title\":\"W\",\"prefix\":\"%s\",\"redacted\":false}";

        Path whole = download(ready(ask(body)));
        Path redacted = download(ready(ask(body.replace("false", "true"))));

        assertThat(certificate(whole, "affidavit.pdf"))
                .contains("1 under: warrant 9", "1 without an authority on record");
        assertThat(text(whole, PacketLayout.CUSTODY)).containsOnlyOnce("\"authority\":\"warrant 9\"");
        assertThat(certificate(redacted, "affidavit.pdf"))
                .contains("Under what authority the exhibits were collected stands in the office's records")
                .doesNotContain("warrant 9");
        assertThat(text(redacted, PacketLayout.CUSTODY)).doesNotContain("warrant 9");
    }

    @Test
    void numbersGoOnWithoutGapsAndStayWithTheirExhibits() throws Exception {
        MessageReceipt first = message("a");
        MessageReceipt second = message("b");
        ready(ask("{\"matter\":\"%s\",\"title\":\"1\",\"prefix\":\"%s\",\"exhibits\":[\"" + second.exhibit()
                + "\"],\"redacted\":false}"));

        JsonNode all = ready(ask("{\"matter\":\"%s\",\"title\":\"2\",\"prefix\":\"%s\",\"redacted\":false}"));

        List<String> list =
                text(download(all), PacketLayout.LIST).lines().skip(1).toList();
        assertThat(list.get(0)).startsWith(prefix + "-0000001," + second.exhibit());
        assertThat(list.get(1)).startsWith(prefix + "-0000002," + first.exhibit());
        assertThat(list).hasSize(2);
    }

    @Test
    void refusesWhatCannotBecomeAPacket() throws Exception {
        MessageReceipt open = investigator.message("Subject: elsewhere " + matter + "\n\nx\n");
        String body = "{\"matter\":\"%s\",\"title\":\"T\",\"prefix\":\"%s\"}";

        assertThat(problem(body.formatted(matter, prefix), 409)).isEqualTo("empty-packet");
        message("in it");
        assertThat(problem(
                        "{\"matter\":\"" + matter + "\",\"title\":\"T\",\"prefix\":\"" + prefix + "\",\"exhibits\":[\""
                                + open.exhibit() + "\"]}",
                        409))
                .isEqualTo("exhibit-not-in-matter");
        assertThat(problem(body.formatted(UUID.randomUUID(), prefix), 404)).isEqualTo("no-such-matter");
        problem(body.formatted(matter, "no prefix"), 400);
        ready(ask("{\"matter\":\"%s\",\"title\":\"T\",\"prefix\":\"%s\",\"redacted\":false}"));
        UUID other = UUID.randomUUID();
        announce(other);
        investigator.message("Subject: other\n\n" + other + "\n", "matter=" + other);
        assertThat(problem(body.formatted(other, prefix), 409)).isEqualTo("prefix-taken");
        assertThat(investigator
                        .post(
                                PACKETS,
                                "application/json",
                                "application/json",
                                body.formatted(matter, prefix).getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(403);
        assertThat(legal.get(PACKETS + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void failsAndNamesTheExhibitWhenItsBytesAreNotWhatWasReceived() throws Exception {
        MessageReceipt receipt = message("blocked");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement block = connection.prepareStatement(
                        "update exhibit set blocked_at = now(), anomaly = 'test' where id = ?")) {
            block.setObject(1, receipt.exhibit());
            block.executeUpdate();
        }

        JsonNode packet = finished(ask("{\"matter\":\"%s\",\"title\":\"B\",\"prefix\":\"%s\",\"redacted\":false}"));

        assertFailed(packet, receipt);
        assertThat(EvidenceClient.problem(
                                legal.get(PACKETS + "/" + packet.path("id").asText() + "/file"), 409)
                        .path("state")
                        .asText())
                .isEqualTo("FAILED");
    }

    @Test
    void isDeletedWhenAnExhibitInItIsRestricted() throws Exception {
        MessageReceipt receipt = message("restricted later");
        String body = "{\"matter\":\"%s\",\"title\":\"X\",\"prefix\":\"%s\"}";
        JsonNode packet = ready(ask(body));
        download(packet);

        assertThat(investigator
                        .post(
                                "/api/evidence/exhibits/" + receipt.exhibit() + "/restriction",
                                "{\"kind\":\"MALWARE\",\"reason\":\"runs on opening\"}")
                        .statusCode())
                .isEqualTo(201);

        assertDeleted(packet, "exhibit " + receipt.exhibit() + " was restricted");
        assertFailed(finished(ask(body)), receipt);
    }

    @Test
    void isDeletedWhenAnExhibitInItIsDisposedOf() throws Exception {
        MessageReceipt receipt = message("disposed of later");
        String body = "{\"matter\":\"%s\",\"title\":\"X\",\"prefix\":\"%s\",\"redacted\":false}";
        JsonNode packet = ready(ask(body));
        download(packet);

        dispose(receipt.exhibit());

        assertDeleted(packet, "exhibit " + receipt.exhibit() + " was disposed of");
        assertFailed(finished(ask(body)), receipt);
        assertThat(EvidenceClient.text(
                        legal.get("/api/evidence/exhibits/" + receipt.exhibit() + "/custody", "application/x-ndjson")))
                .contains("EXPORTED", "DISPOSED", packet.path("id").asText());
    }

    @Test
    void isDeletedByAPersonOrAfterItsTimeAndCanBeMadeAgain() throws Exception {
        message("kept for a while");
        String body = "{\"matter\":\"%s\",\"title\":\"X\",\"prefix\":\"%s\"}";
        JsonNode first = ready(ask(body));
        JsonNode second = ready(ask(body));
        String path = PACKETS + "/" + first.path("id").asText();
        assertThat(investigator.delete(path + "?reason=no").statusCode()).isEqualTo(403);
        assertThat(legal.delete(path).statusCode()).isEqualTo(400);

        assertThat(legal.delete(path + "?reason=handed+over").statusCode()).isEqualTo(204);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement old = connection.prepareStatement(
                        "update packet set finished_at = now() - interval '31 days' where id = ?::uuid")) {
            old.setString(1, second.path("id").asText());
            old.executeUpdate();
        }

        assertDeleted(first, "handed over (legal1");
        JsonNode audit = EvidenceClient.as("auditor1", base)
                .get(
                        "/api/evidence/audit?type=PACKET_DELETED&actor=" + EvidenceClient.subject("legal1"),
                        JsonNode.class);
        assertThat(audit.path("items").findValuesAsText("reference"))
                .contains(first.path("id").asText())
                .doesNotContain(second.path("id").asText());
        assertDeleted(second, "kept for as long as is set");
        assertThat(ready(ask(body)).path("firstBates").asText())
                .isEqualTo(first.path("firstBates").asText());
    }

    private static String detail(PacketReport report, String check) {
        return report.checks().stream()
                .filter(c -> c.name().equals(check))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private static void assertFailed(JsonNode packet, MessageReceipt because) {
        assertThat(packet.path("state").asText()).isEqualTo("FAILED");
        assertThat(packet.path("failure").asText()).contains(because.exhibit().toString());
    }

    private void assertDeleted(JsonNode packet, String why) {
        String path = PACKETS + "/" + packet.path("id").asText();
        JsonNode refused = EvidenceClient.problem(legal.get(path + "/file"), 409);
        assertThat(refused.path("state").asText()).isEqualTo("DELETED");
        assertThat(refused.path("detail").asText()).contains(why);
        assertThat(legal.get(path, JsonNode.class).path("deletion").asText()).contains(why);
        assertThat(packets.resolve(packet.path("id").asText() + ".zip")).doesNotExist();
    }

    private void dispose(UUID exhibit) {
        HttpResponse<byte[]> asked = legal.post(
                "/api/evidence/disposals",
                "{\"exhibits\":[\"" + exhibit + "\"],\"reason\":\"over\",\"authority\":\"schedule 7\"}");
        assertThat(asked.statusCode()).as(EvidenceClient.text(asked)).isEqualTo(201);
        String path = "/api/evidence/disposals/"
                + EvidenceClient.as(asked.body(), JsonNode.class).path("id").asText();
        assertThat(EvidenceClient.as("legal2", base)
                        .post(path + "/approval", null, "application/json", new byte[0])
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        legal.get(path, JsonNode.class).path("state").asText().equals("DONE"));
    }

    private MessageReceipt message(String word) {
        return investigator.message(raw(word), "matter=" + matter);
    }

    private String raw(String word) {
        return "From: \"S, Q\" <s@mail.example>\r\nSubject: " + word + " " + matter
                + "\r\n\r\nBuy at http://shop.example/\r\n";
    }

    private String enterTrap() {
        String trap = """
                {"name": "%s", "pool": "p", "operator": "Mail Provider", "address": "t%s@pool.example", "affidavit": "A-1"}""".formatted(UUID.randomUUID(), Math.abs(matter.hashCode()));
        HttpResponse<byte[]> answer = EvidenceClient.as("admin1", base).post("/api/evidence/traps", trap);
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(201);
        return EvidenceClient.as(answer.body(), JsonNode.class).path("id").asText();
    }

    private UUID page() {
        byte[] page = ("<p>a page</p>" + matter).getBytes(UTF_8);
        HttpResponse<byte[]> answer = EvidenceClient.as("attribution-service", base)
                .put(
                        "/api/evidence/exhibits/by-hash/"
                                + HexFormat.of().formatHex(TreeHash.sha256().digest(page))
                                + "?kind=PAGE_CAPTURE&matter=" + matter,
                        "text/html",
                        page);
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isBetween(200, 201);
        return UUID.fromString(
                EvidenceClient.as(answer.body(), JsonNode.class).path("id").asText());
    }

    private static String certificate(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(entry(zip, PacketLayout.CERTIFICATES + name));
                PDDocument pdf = Loader.loadPDF(in.readAllBytes())) {
            return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
        }
    }

    private void announce(UUID announced) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into matter_access values (?, 1, false, '{}')")) {
            insert.setObject(1, announced);
            insert.executeUpdate();
        }
    }

    private String problem(String body, int status) {
        String type = EvidenceClient.problem(
                        legal.post(PACKETS, "application/json", "application/json", body.getBytes(UTF_8)), status)
                .path("type")
                .asText();
        return type.substring(type.lastIndexOf(':') + 1);
    }

    private String ask(String body) {
        HttpResponse<byte[]> answer = legal.post(
                PACKETS,
                "application/json",
                "application/json",
                body.formatted(matter, prefix).getBytes(UTF_8));
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private JsonNode ready(String location) {
        JsonNode packet = finished(location);
        assertThat(packet.path("state").asText()).as(packet.toString()).isEqualTo("READY");
        return packet;
    }

    private JsonNode finished(String location) {
        String path = URI.create(location).getPath();
        return await().atMost(Duration.ofMinutes(1)).until(() -> legal.get(path, JsonNode.class), p -> !p.path("state")
                .asText()
                .equals("BUILDING"));
    }

    private Path download(JsonNode packet) throws IOException {
        HttpResponse<byte[]> answer =
                legal.get(PACKETS + "/" + packet.path("id").asText() + "/file");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(packet.path("size").asInt());
        return Files.write(folder.resolve(packet.path("id").asText() + ".zip"), answer.body());
    }

    private String fingerprint() {
        return EvidenceClient.text(EvidenceClient.withToken(null, base).get("/api/evidence/log/key/fingerprint"))
                .strip();
    }

    private static String text(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(entry(zip, name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        return zip.stream()
                .filter(e -> e.getName().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> messages(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                WarcReader reader = new WarcReader(zip.getInputStream(entry(zip, PacketLayout.MESSAGES)))) {
            List<String> messages = new ArrayList<>();
            for (WarcRecord record : reader) {
                if (record instanceof WarcResource resource) {
                    messages.add(new String(
                            resource.payload().orElseThrow().body().stream().readAllBytes(), UTF_8));
                }
            }
            return messages;
        }
    }

    private Path unpack(Path file) throws IOException {
        Path bag = Files.createDirectory(folder.resolve("bag"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path target =
                        bag.resolve(entry.getName().substring(entry.getName().indexOf('/') + 1));
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target)) {
                    zip.getInputStream(entry).transferTo(out);
                }
            }
        }
        return bag;
    }

    private static String run(Path where, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
