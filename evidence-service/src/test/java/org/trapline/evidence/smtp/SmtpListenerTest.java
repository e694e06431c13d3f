package org.trapline.evidence.smtp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.evidence.exhibits.Envelope;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.verifier.TreeHash;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class SmtpListenerTest {

    private static final Pattern KEPT = Pattern.compile("250 2\\.0\\.0 Ok: kept as ([0-9a-f-]{36})\r\n");

    @Inject
    SmtpListener listener;

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/")
    URI base;

    private final String domain = "d" + UUID.randomUUID() + ".example";
    private UUID trap;

    @BeforeEach
    void enterATrap() {
        trap = trap("\"domain\":\"" + domain.toUpperCase() + "\"");
    }

    @AfterEach
    void waitForTheLastConnectionToEnd() {
        await().atMost(20, SECONDS).until(() -> listener.connections() == 0);
    }

    @Test
    void aMessageIsKeptWithItsEnvelopeBesideIt() throws Exception {
        byte[] raw = bytes("Subject: by smtp " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
        String reply;
        int port;
        try (SmtpClient client = connect().greeted()) {
            port = client.localPort();
            reply = client.mail("Some.One@sender.example", "A@" + domain, "b@" + domain)
                    .data(withoutLastLineEnd(raw));
        }

        Exhibit.View exhibit = exhibit(raw);
        Matcher kept = KEPT.matcher(reply);
        assertThat(kept.matches()).as(reply).isTrue();
        assertThat(exhibit.receipts()).hasSize(1);
        assertThat(exhibit.receipts().get(0).trap()).isEqualTo(trap);
        assertThat(exhibit.receipts().get(0).envelope())
                .isEqualTo(new Envelope(
                        "Some.One@sender.example",
                        List.of("A@" + domain, "b@" + domain),
                        "127.0.0.1",
                        port,
                        "client.example",
                        null,
                        "mx.trapline.example",
                        kept.group(1)));
        assertThat(rawOf(exhibit)).isEqualTo(raw);
    }

    @Test
    void mailIsTakenInUnderTheAuthorityOfEachTrapThatItReaches() throws Exception {
        String address = "warranted@" + domain;
        UUID warranted = trap("\"address\":\"" + address + "\",\"authority\":\"warrant 9\"");
        byte[] raw = bytes("Subject: to two traps " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
        try (SmtpClient client = connect().greeted()) {
            client.mail("", address, "any@" + domain).data(withoutLastLineEnd(raw));
        }

        assertThat(exhibit(raw).receipts())
                .extracting(Exhibit.Receipt::trap, Exhibit.Receipt::authority)
                .containsExactly(tuple(warranted, "warrant 9"), tuple(trap, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bare\nline\rends \u0000\u00ff\u0080 8-bit and NUL\n.\nnot the end\r.\rnor this\r\n",
                "..two dots lead the message\r\n..and a line\r\n.\u0020dot and space\r\n",
                ".\r\n..\r\n...\r\n\r\n\r\n",
                "no header, no line end but the last\r\n",
                "From leads\r\nReceived: none is added\r\n\r\n",
            })
    void theBytesOfDataAreKeptAsTheyWere(String text) throws Exception {
        byte[] raw = bytes(text + "X: " + UUID.randomUUID() + "\r\n");
        try (SmtpClient client = connect().greeted()) {
            assertThat(client.mail("", "a@" + domain).data(withoutLastLineEnd(stuffed(raw))))
                    .matches(KEPT);
        }

        Exhibit.View exhibit = exhibit(raw);
        assertThat(rawOf(exhibit)).isEqualTo(raw);
        assertThat(exhibit.receipts().get(0).envelope().mailFrom()).isNull();
    }

    @Test
    void chunksOfBdatAreKeptAsTheyWere() throws Exception {
        String id = UUID.randomUUID().toString();
        try (SmtpClient client = connect().greeted().mail("a@b.example", "a@" + domain)) {
            client.send(bytes("BDAT 3\r\n.\r\n")).expect("250");
            client.send(bytes("BDAT 36 LAST\r\n" + id)).expect("250");
        }

        assertThat(rawOf(exhibit(bytes(".\r\n" + id)))).isEqualTo(bytes(".\r\n" + id));
    }

    @Test
    void eachDeliveryIsAHitOfItsCampaignAndACopyThatIsHandedInIsNone() throws Exception {
        byte[] raw = bytes("Subject: twice\r\n\r\nhttp://" + domain + "/ " + UUID.randomUUID() + "\r\n");
        for (int i = 0; i < 2; i++) {
            try (SmtpClient client = connect().greeted()) {
                client.mail("a@b.example", "a@" + domain).data(withoutLastLineEnd(raw));
            }
        }
        EvidenceClient investigator = EvidenceClient.as("investigator1", base);
        investigator.message(text(raw), "trap=" + trap);
        String campaigns = "/api/evidence/campaigns?site=" + domain;
        await().atMost(20, SECONDS)
                .until(() -> investigator
                                .get(campaigns, JsonNode.class)
                                .path("items")
                                .size()
                        == 1);
        JsonNode campaign = investigator.get(campaigns, JsonNode.class).at("/items/0");

        JsonNode messages = investigator
                .get("/api/evidence/campaigns/" + campaign.path("id").textValue() + "/volume", JsonNode.class)
                .path("messages");

        assertThat(messages.path("observed").asLong()).isEqualTo(2);
        assertThat(messages.path("missing").toString()).contains("(2 hits)").doesNotContain("time of 2 hits");
    }

    @Test
    void onlyTrapsAreRecipients() throws Exception {
        String address = "Only.Me@a" + UUID.randomUUID() + ".example";
        UUID mailbox = trap("\"address\":\"" + address + "\"");
        byte[] raw = bytes("Subject: two traps " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient client = connect().greeted()) {
            client.say("MAIL FROM:<a@b.example>", "250");
            client.say("RCPT TO:<victim@elsewhere.example>", "550 5.7.1");
            client.say("RCPT TO:<other" + address.substring(7) + ">", "550 5.7.1");
            client.say("RCPT TO:<a@sub." + domain + ">", "550 5.7.1");
            client.say("RCPT TO:<" + domain + ">", "250");
            client.say("RCPT TO:<" + address.toLowerCase() + ">", "250");
            client.say("DATA", "354");
            client.send(raw).send(bytes(".\r\n")).expect("250");
        }

        assertThat(exhibit(raw).receipts()).extracting(Exhibit.Receipt::trap).containsExactly(trap, mailbox);
    }

    @Test
    void commandsMayComeAllAtOnce() throws Exception {
        byte[] raw = bytes("Subject: pipelined " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient client = connect().greeted()) {
            client.send(
                    bytes("MAIL FROM:<a@b.example> SIZE=100 BODY=8BITMIME\r\nRCPT TO:<a@" + domain + ">\r\nDATA\r\n"));
            client.expect("250").expect("250").expect("354");
            client.send(raw).send(bytes(".\r\nQUIT\r\n")).expect("250").expect("221");
        }

        assertThat(exhibit(raw).receipts()).hasSize(1);
    }

    @Test
    void whatCameByItselfGoesIntoAMatterAndItsPacket() throws Exception {
        byte[] raw = bytes("Subject: for court " + UUID.randomUUID() + "\r\n\r\nbody\r\n");
        try (SmtpClient client = connect().greeted().mail("a@b.example", "a@" + domain)) {
            client.say("DATA", "354").send(raw).send(bytes(".\r\n")).expect("250");
        }
        EvidenceClient legal = EvidenceClient.as("legal1", base);
        UUID matter = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("legal1"));
        String wanted = "{\"matter\":\"" + matter + "\",\"title\":\"T\",\"prefix\":\"S" + Math.abs(matter.hashCode())
                + "\",\"redacted\":false}";
        EvidenceClient.problem(legal.post("/api/evidence/packets", wanted), 409);

        HttpResponse<byte[]> added = legal.post(
                "/api/evidence/matters/" + matter + "/exhibits",
                "{\"trap\":\"" + trap + "\",\"reason\":\"sent by the defendant\"}");

        assertThat(added.statusCode()).as(EvidenceClient.text(added)).isEqualTo(200);
        String packet = legal.post("/api/evidence/packets", wanted)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        await().atMost(60, SECONDS).until(() -> legal.get(URI.create(packet).getPath(), JsonNode.class)
                .path("state")
                .textValue()
                .equals("READY"));
        assertThat(exhibit(raw).receipts()).hasSize(1);
    }

    @Test
    void anAddressMayHaveAnyLetters() throws Exception {
        byte[] raw = bytes("Subject: smtputf8 " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient client = connect().greeted()) {
            assertThat(client.mail("\u0436\u00fc@b.example", "\u65e5@" + domain).data(raw))
                    .matches(KEPT);
        }

        Envelope envelope = exhibit(bytes(text(raw) + "\r\n")).receipts().get(0).envelope();
        assertThat(envelope.mailFrom()).isEqualTo("\u0436\u00fc@b.example");
        assertThat(envelope.rcptTo()).containsExactly("\u65e5@" + domain);
    }

    @Test
    void whatCameOverTlsSaysSo() throws Exception {
        byte[] raw = bytes("Subject: tls " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient client = connect().greeted().startTls()) {
            client.mail("a@b.example", "a@" + domain).say("DATA", "354");
            client.send(raw).send(bytes(".\r\n")).expect("250");
        }

        assertThat(exhibit(raw).receipts().get(0).envelope().tls()).startsWith("TLSv1.");
    }

    @Test
    void aListedProxyTellsTheClientsAddress() throws Exception {
        byte[] raw = bytes("Subject: proxied " + UUID.randomUUID() + "\r\n\r\n");
        byte[] second = bytes("\r\n\r\n\0\r\nQUIT\n\u0021\u0021\0\u0024" + "\0".repeat(15) + "\u0001" + "\0".repeat(16)
                + "\u0004\u0001\0\u0019");
        for (byte[] header : List.of(bytes("PROXY TCP4 203.0.113.9 192.0.2.1 4711 25\r\n"), second)) {
            try (SmtpClient client = SmtpClient.connect(listener.port(), "127.0.0.2")) {
                client.send(header).greeted().mail("a@b.example", "a@" + domain).say("DATA", "354");
                client.send(raw).send(bytes(".\r\n")).expect("250");
            }
        }

        assertThat(exhibit(raw).receipts())
                .extracting(r -> r.envelope().clientIp() + " " + r.envelope().clientPort())
                .containsExactly("203.0.113.9 4711", "::1 1025");
    }

    @Test
    void aProxyHeaderIsNeededFromAProxyAndRefusedFromAnyoneElse() throws Exception {
        try (SmtpClient proxy = SmtpClient.connect(listener.port(), "127.0.0.2")) {
            proxy.send(bytes("EHLO client.example\r\n")).expect("421");
        }
        try (SmtpClient liar = connect()) {
            liar.expect("220");
            liar.say("PROXY TCP4 203.0.113.9 192.0.2.1 4711 25", "5");
        }
    }

    @Test
    void ofAClientThatVanishesNothingIsKept() throws Exception {
        long before = receipts();
        try (SmtpClient client = connect().greeted().mail("a@b.example", "a@" + domain)) {
            client.say("DATA", "354").send(bytes("Subject: cut\r\n\r\nhalf a mess"));
        }
        await().atMost(10, SECONDS).until(() -> listener.connections() == 0);

        assertThat(receipts()).isEqualTo(before);
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAndTheConnectionGoesOn() throws Exception {
        byte[] raw = bytes("Subject: after " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient client = connect().greeted()) {
            client.say("MAIL FROM:<a@b.example> SIZE=2000001", "552");
            String inside = "QUIT\r\nMAIL FROM:<x@y.example>\r\n";
            assertThat(client.mail("a@b.example", "a@" + domain).data(bytes(inside.repeat(70_000))))
                    .startsWith("552");
            client.mail("a@b.example", "a@" + domain).say("DATA", "354");
            client.send(raw).send(bytes(".\r\n")).expect("250");
        }

        assertThat(exhibit(raw).receipts()).hasSize(1);
    }

    @Test
    void whatTheStoreCannotTakeNowIsTakenLater() throws Exception {
        byte[] raw = bytes("Subject: later " + UUID.randomUUID() + "\r\n\r\n");
        execute("create function test_refuse() returns trigger language plpgsql as"
                + " 'begin raise exception ''refused'' using errcode = ''disk_full''; end'");
        execute("create trigger test_refuse before insert on receipt execute function test_refuse()");
        try (SmtpClient client = connect().greeted().mail("a@b.example", "a@" + domain)) {
            client.say("DATA", "354").send(raw).send(bytes(".\r\n")).expect("451");
            execute("drop function test_refuse cascade");
            client.mail("a@b.example", "a@" + domain).say("DATA", "354");
            client.send(raw).send(bytes(".\r\n")).expect("250");
        } finally {
            execute("drop function if exists test_refuse cascade");
        }

        assertThat(exhibit(raw).receipts()).hasSize(1);
    }

    @Test
    void aSilentClientIsLeftAndHindersNobody() throws Exception {
        byte[] raw = bytes("Subject: meanwhile " + UUID.randomUUID() + "\r\n\r\n");
        try (SmtpClient silent = connect().greeted().mail("a@b.example", "a@" + domain);
                SmtpClient other = connect().greeted().mail("a@b.example", "a@" + domain)) {
            silent.say("DATA", "354").send(bytes("Subject: never ends\r\n"));
            other.say("DATA", "354").send(raw).send(bytes(".\r\n")).expect("250");

            assertThat(silent.reply()).startsWith("421");
        }

        assertThat(exhibit(raw).receipts()).hasSize(1);
    }

    @Test
    void aClientThatNeverComesToAnEndIsLeft() throws Exception {
        try (SmtpClient slow = connect().greeted().mail("a@b.example", "a@" + domain)) {
            slow.say("DATA", "354");

            await().pollInterval(500, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .atMost(15, SECONDS)
                    .until(() -> {
                        try {
                            slow.send(bytes("x"));
                            return false;
                        } catch (SocketException left) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void moreConnectionsThanAllowedAreToldToComeBack() throws Exception {
        List<SmtpClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                clients.add(connect().greeted());
            }
            try (SmtpClient oneMore = connect()) {
                oneMore.expect("421");
            }
        } finally {
            for (SmtpClient client : clients) {
                client.close();
            }
        }
        await().atMost(10, SECONDS).until(() -> listener.connections() == 0);

        try (SmtpClient later = connect()) {
            later.greeted();
        }
    }

    private SmtpClient connect() throws IOException {
        return SmtpClient.connect(listener.port());
    }

    private UUID trap(String reach) {
        HttpResponse<byte[]> answer = EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "application/json",
                        "application/json",
                        bytes("{\"name\":\"t" + UUID.randomUUID()
                                + "\",\"pool\":\"p\",\"operator\":\"o\",\"affidavit\":\"x\"," + reach + "}"));
        assertThat(answer.statusCode()).isEqualTo(201);
        return UUID.fromString(
                EvidenceClient.as(answer.body(), JsonNode.class).path("id").textValue());
    }

    private Exhibit.View exhibit(byte[] raw) {
        String sha256 = HexFormat.of().formatHex(TreeHash.sha256().digest(raw));
        return EvidenceClient.as("investigator1", base)
                .get("/api/evidence/exhibits/by-hash/" + sha256, Exhibit.View.class);
    }

    private byte[] rawOf(Exhibit.View exhibit) {
        return EvidenceClient.as("investigator1", base)
                .get("/api/evidence/exhibits/" + exhibit.id() + "/raw")
                .body();
    }

    /** As RFC 5321 section 4.5.2 has it: one more dot before each line that begins with one. */
    private static byte[] stuffed(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length; i++) {
            boolean lineStart = i == 0 || (i > 1 && raw[i - 2] == '\r' && raw[i - 1] == '\n');
            if (lineStart && raw[i] == '.') {
                out.write('.');
            }
            out.write(raw[i]);
        }
        return out.toByteArray();
    }

    /** {@link SmtpClient#data} ends the last line. */
    private static byte[] withoutLastLineEnd(byte[] raw) {
        return java.util.Arrays.copyOf(raw, raw.length - 2);
    }

    private long receipts() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from receipt")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
