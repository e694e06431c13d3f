package org.trapline.evidence.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.scenarios.AddressEncodings;
import org.trapline.evidence.scenarios.BruteDecoder;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.evidence.scenarios.EvidenceRowsSql;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.ExhibitContent;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.RedactedCopy;
import org.trapline.verifier.TreeHash;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class RedactionTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    DataSource dataSource;

    private EvidenceClient investigator;
    private NoteVerifier key;

    @BeforeEach
    void enter() throws ProofFailed {
        investigator = EvidenceClient.as("investigator1", base);
        key = NoteVerifier.parse(
                EvidenceClient.text(EvidenceClient.withToken(null, base).get("/api/evidence/log/key")));
    }

    @Test
    void noCopyGivesTheTrapsAddressAwayAndEachOneProves() throws ProofFailed {
        String trap = enterTrap();
        BruteDecoder washer = new BruteDecoder(AddressEncodings.ADDRESS);
        Map<String, byte[]> messages = AddressEncodings.messages();
        assertThat(messages).hasSizeGreaterThanOrEqualTo(200);
        List<String> leaks = new ArrayList<>();
        int blocks = 0;
        int withheld = 0;

        Map<String, UUID> exhibits = new HashMap<>();
        investigator
                .receipts(
                        "application/zip", zip(messages.values()), "trap=" + trap, "source=" + AddressEncodings.ADDRESS)
                .forEach(receipt -> exhibits.put(receipt.sha256(), receipt.exhibit()));

        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            String name = message.getKey();
            UUID exhibit = Objects.requireNonNull(exhibits.get(sha256(message.getValue())), name);
            RedactionResource.Copy copy = copy(exhibit);
            verify(copy);
            washer.leak(everythingShown(copy)).ifPresent(leak -> leaks.add(name));
            List<RedactedCopy.Part> body = copy.parts().stream()
                    .filter(part -> part.kind() == ExhibitContent.BODY_BLOCK)
                    .toList();
            long left = body.stream().filter(part -> part.content() == null).count();
            assertThat(left).as(name).isGreaterThanOrEqualTo(name.endsWith("in the header") ? 0 : 1);
            assertThat(left).as(name).isLessThan(body.size());
            blocks += body.size();
            withheld += (int) left;
            if (blocks % 7 == 0) {
                assertThat(rendered(exhibit)).isEqualTo(new RedactedCopy(copy.parts()).message());
            }
        }

        assertThat(leaks).isEmpty();
        System.out.printf(
                "redaction: %d encodings, none shown; %d of %d body blocks withheld; every proof holds%n",
                messages.size(), withheld, blocks);
    }

    @Test
    void unrelatedTextStaysShown() throws ProofFailed {
        byte[] message = AddressEncodings.longLetter();
        UUID exhibit = investigator
                .receipts(EvidenceClient.MESSAGE, message, "trap=" + enterTrap())
                .get(0)
                .exhibit();

        String shown = new String(rendered(exhibit), StandardCharsets.UTF_8);

        assertThat(shown)
                .contains(
                        "From: Cheap Pills <offers@pills.example>",
                        AddressEncodings.BEFORE,
                        AddressEncodings.AFTER,
                        "[withheld: part ");
    }

    @Test
    void aChangedCopyDoesNotProve() throws ProofFailed {
        UUID exhibit = investigator
                .message("From: a@b.example\r\nSubject: for all\r\n\r\ntext\r\n")
                .exhibit();
        RedactionResource.Copy copy = copy(exhibit);
        verify(copy);
        for (int i = 0; i < copy.parts().size(); i++) {
            List<RedactedCopy.Part> changed = new ArrayList<>(copy.parts());
            RedactedCopy.Part part = changed.get(i);
            changed.set(
                    i,
                    part.content() == null
                            ? RedactedCopy.Part.withheld(part.kind(), new byte[32])
                            : RedactedCopy.Part.shown(
                                    part.kind(),
                                    part.salt(),
                                    (new String(part.content(), StandardCharsets.ISO_8859_1) + "other")
                                            .getBytes(StandardCharsets.ISO_8859_1)));
            assertThatThrownBy(() -> verify(
                            new RedactionResource.Copy(changed, copy.leafIndex(), copy.inclusion(), copy.checkpoint())))
                    .isInstanceOf(ProofFailed.class);
        }
    }

    @Test
    void aFirstReceiptInASealedMatterShowsToItsMembersAlone() throws ProofFailed {
        UUID sealed = new EvidenceRowsSql(dataSource).sealedMatter(EvidenceClient.subject("investigator1"));
        String message = "From: a@b.example\r\nSubject: " + sealed + "\r\n\r\ntext\r\n";
        UUID exhibit = investigator
                .message(message, "matter=" + sealed, "trap=" + enterTrap())
                .exhibit();
        String received = "received=" + investigator.exhibit(exhibit).receivedAt();
        investigator.message(message);

        RedactionResource.Copy member = copy(exhibit);
        RedactionResource.Copy other = copy(EvidenceClient.as("legal1", base), exhibit);

        verify(member);
        verify(other);
        assertThat(new String(everythingShown(member), StandardCharsets.UTF_8)).contains(received, "kind=", "text");
        assertThat(new String(everythingShown(other), StandardCharsets.UTF_8))
                .contains("exhibit=" + exhibit, "text")
                .doesNotContain(received, "kind=", "source=", "trap=");
    }

    @Test
    void aRedactionStandsInTheCustodyChain() {
        UUID exhibit = investigator
                .message("From: a@b.example\r\n\r\n" + UUID.randomUUID())
                .exhibit();

        copy(exhibit);

        assertThat(EvidenceClient.text(investigator.get("/api/evidence/exhibits/" + exhibit + "/custody")))
                .contains("REDACTED");
    }

    @Test
    void onlyMessagesThatTheCallerMaySeeAreRedacted() {
        UUID deposit = deposit();

        JsonNode refused = problem(investigator.get("/api/evidence/exhibits/" + deposit + "/redacted"), 409);

        assertThat(refused.path("type").asText()).endsWith("not-a-message");
        problem(investigator.get("/api/evidence/exhibits/" + UUID.randomUUID() + "/redacted"), 404);
        assertThat(EvidenceClient.withToken(null, base)
                        .get("/api/evidence/exhibits/" + deposit + "/redacted")
                        .statusCode())
                .isEqualTo(401);
    }

    private RedactionResource.Copy copy(UUID exhibit) {
        return copy(investigator, exhibit);
    }

    private static RedactionResource.Copy copy(EvidenceClient reader, UUID exhibit) {
        HttpResponse<byte[]> answer = reader.get("/api/evidence/exhibits/" + exhibit + "/redacted", "application/json");
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(200);
        return EvidenceClient.as(answer.body(), RedactionResource.Copy.class);
    }

    private byte[] rendered(UUID exhibit) {
        HttpResponse<byte[]> answer =
                investigator.get("/api/evidence/exhibits/" + exhibit + "/redacted", "message/rfc822");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        return answer.body();
    }

    /** With the verifier module and the log's key, and with nothing of the service's but its answer. */
    private void verify(RedactionResource.Copy copy) throws ProofFailed {
        Checkpoint checkpoint = key.verify(copy.checkpoint());
        new RedactedCopy(copy.parts())
                .verify(
                        copy.leafIndex(),
                        copy.inclusion().stream()
                                .map(Base64.getDecoder()::decode)
                                .toList(),
                        checkpoint);
    }

    private static byte[] everythingShown(RedactionResource.Copy copy) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        for (RedactedCopy.Part part : copy.parts()) {
            if (part.content() != null) {
                shown.writeBytes(part.content());
            }
        }
        // The general words say nothing; a washer that goes through them again and again takes minutes.
        return shown.toString(StandardCharsets.ISO_8859_1)
                .replace(AddressEncodings.FILLER, "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(Collection<byte[]> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            int number = 0;
            for (byte[] message : messages) {
                zip.putNextEntry(new ZipEntry(number++ + ".eml"));
                zip.write(message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(TreeHash.sha256().digest(bytes));
    }

    private String enterTrap() {
        String trap = """
                {"name": "%s", "pool": "p", "operator": "Mail Provider", "address": "%s", "affidavit": "A-1"}""".formatted(UUID.randomUUID(), AddressEncodings.ADDRESS);
        HttpResponse<byte[]> answer = EvidenceClient.as("admin1", base)
                .post(
                        "/api/evidence/traps",
                        "application/json",
                        "application/json",
                        trap.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isEqualTo(201);
        return EvidenceClient.as(answer.body(), JsonNode.class).path("id").asText();
    }

    private UUID deposit() {
        byte[] page = ("a page " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        String sha256 = sha256(page);
        HttpResponse<byte[]> answer =
                investigator.put("/api/evidence/exhibits/by-hash/" + sha256 + "?kind=DOCUMENT", "text/plain", page);
        assertThat(answer.statusCode()).as(EvidenceClient.text(answer)).isBetween(200, 201);
        return UUID.fromString(
                EvidenceClient.as(answer.body(), JsonNode.class).path("id").asText());
    }
}
