package org.trapline.evidence.timestamps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.evidence.scenarios.LocalAuthority;
import org.trapline.verifier.packet.PacketReport;
import org.trapline.verifier.packet.PacketVerifier;
import org.trapline.verifier.timestamp.TimestampVerifier;

/** The service with an authority to ask. */
@QuarkusTest
@TestProfile(TimestampsTest.WithAnAuthority.class)
@QuarkusTestResource(EvidencePlatform.class)
@QuarkusTestResource(value = TimestampsTest.Authority.class, restrictToAnnotatedClass = true)
class TimestampsTest {

    private static final String TIMESTAMPS = "/api/evidence/log/timestamps";

    public static class WithAnAuthority implements QuarkusTestProfile {}

    public static class Authority implements QuarkusTestResourceLifecycleManager {

        static final LocalAuthority AUTHORITY = LocalAuthority.start();

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = new HashMap<>(AUTHORITY.settings());
            settings.put("trapline.evidence.timestamps.every", "1s");
            settings.put("trapline.evidence.timestamps.retry", "100ms");
            settings.put("trapline.evidence.ledger.url", "https://log.example/api/evidence/log");
            return settings;
        }

        @Override
        public void stop() {
            AUTHORITY.close();
        }
    }

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "trapline.evidence.timestamps.trusted")
    Path trusted;

    @Inject
    DataSource dataSource;

    @TempDir
    Path folder;

    @AfterEach
    void behave() {
        Authority.AUTHORITY.behave();
    }

    @Test
    void stampsTheGrownLogByItselfAndShowsItToAnyone() throws Exception {
        MessageReceipt receipt = message("Subject: to be stamped\r\n\r\n" + UUID.randomUUID());

        JsonNode stamp = await().atMost(Duration.ofSeconds(30))
                .until(this::newest, s -> s != null && s.path("size").asLong() > receipt.leafIndex());

        assertThat(stamp.path("authority").asText()).isEqualTo("O=Nowhere,CN=Test Time");
        String path = TIMESTAMPS + "/" + stamp.path("id").asText();
        assertThat(anyone().get(path, JsonNode.class)).isEqualTo(stamp);
        HttpResponse<byte[]> reply = anyone().get(path, "application/timestamp-reply");
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/timestamp-reply");
        assertThat(TimestampVerifier.trusting(Files.readString(trusted))
                        .verify(reply.body(), stamp.path("note").asText().getBytes(UTF_8))
                        .serial())
                .isEqualTo(stamp.path("serial").asText());
        EvidenceClient.problem(anyone().get(TIMESTAMPS + "/" + UUID.randomUUID()), 404);
    }

    @Test
    void takesMailOnWhileTheAuthorityFailsAndTellsSinceWhen() {
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);
        Authority.AUTHORITY.answer((request, exchange) -> exchange.sendResponseHeaders(500, -1));

        MessageReceipt receipt = message("Subject: unstamped\r\n\r\n" + UUID.randomUUID());

        JsonNode failing = await().atMost(Duration.ofSeconds(30))
                .until(() -> auditor.get(TIMESTAMPS + "/status", JsonNode.class), s -> !s.path("failingSince")
                        .isNull());
        assertThat(failing.path("failure").asText()).contains("500");
        assertThat(failing.path("on").asBoolean()).isTrue();
        assertThat(receipt.leafIndex()).isNotNegative();
        Authority.AUTHORITY.behave();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> auditor.get(TIMESTAMPS + "/status", JsonNode.class), s -> s.path("failingSince")
                        .isNull());
        assertThat(EvidenceClient.as("investigator1", base)
                        .get(TIMESTAMPS + "/status")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPacketHoldsTheStampAndVerifiesAgainstTheAuthorityAlone() throws Exception {
        UUID matter = UUID.randomUUID();
        new EvidenceRowsSql(dataSource).update("insert into matter_access values (?, 1, false, '{}')", matter);
        message("Subject: in a packet\r\n\r\n" + matter, "matter=" + matter);

        Path file = packet(matter);

        String fingerprint = EvidenceClient.text(anyone().get("/api/evidence/log/key/fingerprint"))
                .strip();
        TimestampVerifier authority = TimestampVerifier.trusting(Files.readString(trusted));
        PacketReport report = PacketVerifier.verify(file, fingerprint, authority);
        assertThat(report.checks()).allMatch(PacketReport.Check::passed);
        assertThat(report.checks().get(report.checks().size() - 1).name()).isEqualTo("timestamp");
        assertThat(report.genuine()).isTrue();
        try (LocalAuthority other = LocalAuthority.start()) {
            PacketReport refused =
                    PacketVerifier.verify(file, fingerprint, TimestampVerifier.trusting(other.rootPem()));
            assertThat(refused.genuine()).isFalse();
        }
        assertThat(new String(entry(file, "data/index.html"), UTF_8))
                .contains("<b>O=Nowhere,CN=Test Time</b>", "openssl ts -verify")
                .contains("at <code>https://log.example/api/evidence/log</code>, with the verifier key");
        try (PDDocument pdf = Loader.loadPDF(entry(file, "data/certificates/902-13.pdf"))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("CN=Test Time certified that it was there on", "serial number");
        }
        Path note = Files.write(folder.resolve("note"), entry(file, "data/proofs/checkpoint"));
        Path reply = Files.write(folder.resolve("reply"), entry(file, "data/proofs/checkpoint.tsr"));
        assertThat(openssl(
                        "ts",
                        "-verify",
                        "-data",
                        note.toString(),
                        "-in",
                        reply.toString(),
                        "-CAfile",
                        trusted.toAbsolutePath().toString()))
                .contains("Verification: OK");
    }

    @Test
    void fsckNamesAStampThatIsNotWhatTheAuthoritySaid() {
        message("Subject: checked\r\n\r\n" + UUID.randomUUID());
        JsonNode stamp = await().atMost(Duration.ofSeconds(30)).until(this::newest, s -> s != null);
        UUID id = UUID.fromString(stamp.path("id").asText());
        EvidenceRowsSql rows = new EvidenceRowsSql(dataSource);
        assertThat(fsck()).doesNotContain("checkpoint_timestamp");

        rows.tamper("checkpoint_timestamp", "update checkpoint_timestamp set serial = serial || '0' where id = ?", id);
        assertThat(fsck()).contains("checkpoint_timestamp(id=" + id + ").at,authority,serial,policy");
        rows.tamper(
                "checkpoint_timestamp",
                "update checkpoint_timestamp set serial = ?,"
                        + " reply = set_byte(reply, length(reply) - 3, 255 - get_byte(reply, length(reply) - 3)) where id = ?",
                stamp.path("serial").asText(),
                id);
        assertThat(fsck()).contains("checkpoint_timestamp(id=" + id + ").reply");
        rows.tamper(
                "checkpoint_timestamp",
                "update checkpoint_timestamp set"
                        + " reply = set_byte(reply, length(reply) - 3, 255 - get_byte(reply, length(reply) - 3)) where id = ?",
                id);
        assertThat(fsck()).doesNotContain("checkpoint_timestamp");
    }

    private MessageReceipt message(String raw, String... parameters) {
        return EvidenceClient.as("investigator1", base).message(raw, parameters);
    }

    private EvidenceClient anyone() {
        return EvidenceClient.withToken(null, base);
    }

    private JsonNode newest() {
        return anyone().get(TIMESTAMPS + "?limit=1", JsonNode.class)
                .path("items")
                .get(0);
    }

    private Path packet(UUID matter) throws IOException {
        EvidenceClient legal = EvidenceClient.as("legal1", base);
        String body = "{\"matter\":\"%s\",\"title\":\"T\",\"prefix\":\"%s\",\"redacted\":false}"
                .formatted(matter, "T" + Math.abs(matter.hashCode()));
        HttpResponse<byte[]> asked =
                legal.post("/api/evidence/packets", "application/json", "application/json", body.getBytes(UTF_8));
        String path =
                URI.create(asked.headers().firstValue("Location").orElseThrow()).getPath();
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        legal.get(path, JsonNode.class).path("state").asText().equals("READY"));
        return Files.write(
                folder.resolve("packet.zip"), legal.get(path + "/file").body());
    }

    private static byte[] entry(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.stream()
                        .filter(e -> e.getName().endsWith("/" + name))
                        .findFirst()
                        .orElseThrow())) {
            return in.readAllBytes();
        }
    }

    /** What a check by an auditor found, as text. */
    private String fsck() {
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);
        String run = auditor.post("/api/evidence/fsck", null, "application/json", new byte[0])
                .headers()
                .firstValue("Location")
                .map(l -> URI.create(l).getPath())
                .orElseThrow();
        await().until(() ->
                !auditor.get(run, JsonNode.class).path("state").asText().equals("RUNNING"));
        return auditor.get(run + "/discrepancies?limit=500", JsonNode.class).toString();
    }

    private static String openssl(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return printed;
    }
}
