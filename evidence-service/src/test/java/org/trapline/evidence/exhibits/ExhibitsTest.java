package org.trapline.evidence.exhibits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.trapline.evidence.scenarios.EvidenceClient.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.events.Event;
import org.trapline.events.EventCodec;
import org.trapline.events.ExhibitBlocked;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.events.MatterAccessChanged;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.Topics;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.ledger.LogResource;
import org.trapline.evidence.matters.MatterAccess;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;
import org.trapline.verifier.Checkpoint;
import org.trapline.verifier.NoteVerifier;
import org.trapline.verifier.ProofFailed;
import org.trapline.verifier.ProofVerifier;
import org.trapline.verifier.TreeHash;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class ExhibitsTest {

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "trapline.topics.prefix")
    String prefix;

    @ConfigProperty(name = "trapline.evidence.vault.directory")
    Path vault;

    @Inject
    Exhibits exhibits;

    @Inject
    MatterAccess matters;

    private EvidenceClient investigator;
    private EvidenceClient legal;

    @BeforeEach
    void enter() {
        investigator = EvidenceClient.as("investigator1", base);
        legal = EvidenceClient.as("legal1", base);
    }

    @Test
    void anyoneCanVerifyThatAnExhibitIsInTheSignedLog() throws ProofFailed {
        MessageReceipt receipt = null;
        for (int i = 0; i < 5; i++) {
            receipt = investigator.message("Subject: proved " + UUID.randomUUID() + "\n\nx");
        }

        ExhibitResource.InclusionProof proof = legal.get(
                "/api/evidence/exhibits/" + receipt.exhibit() + "/proof", ExhibitResource.InclusionProof.class);

        EvidenceClient anyone = EvidenceClient.withToken(null, base);
        NoteVerifier key = NoteVerifier.parse(EvidenceClient.text(anyone.get("/api/evidence/log/key")));
        Checkpoint checkpoint = key.verify(proof.checkpoint());
        assertThat(checkpoint.size()).isEqualTo(proof.treeSize());
        assertThat(checkpoint.rootHash()).isEqualTo(proof.rootHash());
        assertThat(proof.leafIndex()).isEqualTo(receipt.leafIndex());
        ProofVerifier.inclusion(
                Base64.getDecoder().decode(proof.leafHash()),
                proof.leafIndex(),
                proof.treeSize(),
                proof.inclusion().stream().map(Base64.getDecoder()::decode).toList(),
                checkpoint.root());
    }

    @Test
    void theLogIsThereForAnyoneAndSaysNothingElse() {
        long size = investigator
                        .message("Subject: tile " + UUID.randomUUID() + "\n\nx")
                        .leafIndex()
                + 1;
        EvidenceClient anyone = EvidenceClient.withToken(null, base);
        String partial = size % 256 == 0 ? "" : ".p/" + size % 256;
        String tile = String.format("%03d%s", (size - 1) / 256, partial);

        HttpResponse<byte[]> hashes = anyone.get("/api/evidence/log/tile/0/" + tile);
        HttpResponse<byte[]> entries = anyone.get("/api/evidence/log/tile/entries/" + tile);

        assertThat(hashes.statusCode()).isEqualTo(200);
        assertThat(hashes.body()).hasSize((int) ((size - 1) % 256 + 1) * 32);
        assertThat(entries.body()).hasSize((int) ((size - 1) % 256 + 1) * 34);
        assertThat(EvidenceClient.text(anyone.get("/api/evidence/log/checkpoint")))
                .startsWith("trapline.local/evidence\n");
        problem(anyone.get("/api/evidence/log/tile/0/999"), 404);
        problem(anyone.get("/api/evidence/log/tile/0/..%2f"), 404);
    }

    @Test
    void exhibitsAreFoundByTextDomainHashTrapAndTime() {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        EvidenceClient admin = EvidenceClient.as("admin1", base);
        HttpResponse<byte[]> trap = admin.post(
                "/api/evidence/traps",
                "application/json",
                "application/json",
                ("{\"name\":\"" + word
                                + "\",\"pool\":\"p\",\"operator\":\"o\",\"address\":\"t@trap.example\",\"affidavit\":\"a\"}")
                        .getBytes());
        assertThat(trap.statusCode()).isEqualTo(201);
        String trapId =
                EvidenceClient.as(trap.body(), JsonNode.class).path("id").textValue();
        assertThat(admin.get(
                                URI.create(trap.headers().firstValue("Location").orElseThrow())
                                        .getPath(),
                                JsonNode.class)
                        .path("id")
                        .textValue())
                .isEqualTo(trapId);
        problem(admin.get("/api/evidence/traps/" + UUID.randomUUID()), 404);
        MessageReceipt found = investigator.message(
                "Subject: Cheap " + word + "\nFrom: seller@spam.example\n\nBuy at http://shop." + word + ".example/\n",
                "trap=" + trapId);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(investigator.find("q=" + word).ids()).containsExactly(found.exhibit()));
        for (String parameter : List.of(
                "q=cheap " + word,
                "q=\"cheap " + word + "\"",
                "domain=" + word + ".example",
                "domain=SHOP." + word + ".example",
                "sha256=" + found.sha256(),
                "trap=" + trapId)) {
            assertThat(investigator.find(parameter).ids()).as(parameter).containsExactly(found.exhibit());
        }
        String now = Instant.now().plusSeconds(60).toString();
        assertThat(investigator
                        .find("q=" + word, "from=2026-01-01T00:00:00Z", "to=" + now)
                        .ids())
                .hasSize(1);
        assertThat(investigator.find("q=" + word, "from=" + now).ids()).isEmpty();
        assertThat(investigator.find("q=" + word + " absent").ids()).isEmpty();
        assertThat(investigator.exhibit(found.exhibit()).sites()).containsExactly(word + ".example");
        problem(investigator.get("/api/evidence/exhibits?from=yesterday"), 400);
        problem(investigator.get("/api/evidence/exhibits?cursor=nonsense"), 400);
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        String word = "p" + UUID.randomUUID().toString().replace("-", "");
        List<Object> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(
                    0,
                    investigator.message("Subject: " + word + " " + i + "\n\nx").exhibit());
        }
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(investigator.find("q=" + word).ids()).hasSize(5));

        List<Object> paged = new ArrayList<>();
        EvidenceClient.Found page = investigator.find("q=" + word, "limit=2");
        paged.addAll(page.ids());
        while (page.next() != null) {
            page = investigator.find("q=" + word, "limit=2", "cursor=" + page.next());
            paged.addAll(page.ids());
        }

        assertThat(paged).isEqualTo(newestFirst);
    }

    @Test
    void anExhibitOfASealedMatterDoesNotExistForOthers() {
        UUID matter = UUID.randomUUID();
        String word = "s" + UUID.randomUUID().toString().replace("-", "");
        announce(new MatterAccessChanged(matter, 1, true, List.of(subject("investigator1"))));
        awaitKnown(matter);
        MessageReceipt hidden = investigator.message("Subject: " + word + "\n\nx", "matter=" + matter);
        announce(new MatterAccessChanged(matter, 3, true, List.of(subject("legal1"))));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> problem(investigator.get("/api/evidence/exhibits/" + hidden.exhibit()), 404));
        problem(investigator.get("/api/evidence/exhibits/by-hash/" + hidden.sha256()), 404);
        problem(investigator.get("/api/evidence/exhibits/" + hidden.exhibit() + "/raw"), 404);
        problem(investigator.get("/api/evidence/exhibits/" + hidden.exhibit() + "/proof"), 404);

        assertThat(legal.exhibit(hidden.exhibit()).receipts()).hasSize(1);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(legal.find("matter=" + matter).ids()).containsExactly(hidden.exhibit()));
        assertThat(investigator.find("q=" + word).ids()).isEmpty();
        assertThat(investigator.find("matter=" + matter).ids()).isEmpty();
        problem(investigator.get("/api/evidence/exhibits/" + hidden.exhibit()), 404);

        // An older version that comes late changes nothing; a newer one does.
        announce(new MatterAccessChanged(matter, 2, false, List.of()));
        announce(new MatterAccessChanged(matter, 4, false, List.of()));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(investigator.find("matter=" + matter).ids()).containsExactly(hidden.exhibit()));
    }

    @Test
    void nobodyAddsToAMatterThatTheyMayNotSee() {
        UUID sealed = UUID.randomUUID();
        announce(new MatterAccessChanged(sealed, 1, true, List.of(subject("legal1"))));
        awaitKnown(sealed);
        byte[] document = ("document " + sealed).getBytes();

        for (UUID matter : List.of(sealed, UUID.randomUUID())) {
            HttpResponse<byte[]> intake = investigator.post(
                    "/api/evidence/intake?matter=" + matter, EvidenceClient.MESSAGE, "application/json", document);
            assertThat(problem(intake, 404).path("type").textValue()).endsWith("no-such-matter");
            assertThat(problem(deposit(investigator, document, matter), 404)
                            .path("type")
                            .textValue())
                    .endsWith("no-such-matter");
        }
        assertThat(deposit(legal, document, sealed).statusCode()).isEqualTo(200);
        assertThat(deposit(EvidenceClient.as("takedown-service", base), document, UUID.randomUUID())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void addingAnExhibitToASealedMatterHidesItFromNobody() {
        UUID sealed = UUID.randomUUID();
        String word = "o" + UUID.randomUUID().toString().replace("-", "");
        String message = "Subject: " + word + "\n\nx";
        announce(new MatterAccessChanged(sealed, 1, true, List.of(subject("legal1"))));
        awaitKnown(sealed);
        MessageReceipt open = investigator.message(message);

        assertThat(deposit(legal, message.getBytes(), sealed).statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(legal.find("matter=" + sealed).ids()).containsExactly(open.exhibit()));
        assertThat(investigator.find("q=" + word).ids()).containsExactly(open.exhibit());
        assertThat(investigator.exhibit(open.exhibit()).receipts())
                .extracting(Exhibit.Receipt::actor)
                .containsExactly("investigator1");
        assertThat(legal.exhibit(open.exhibit()).receipts())
                .extracting(Exhibit.Receipt::actor)
                .containsExactly("investigator1", "legal1");
    }

    @Test
    void trapsAndTimesFindByTheReceiptsThatTheCallerMayKnowOf() {
        UUID sealed = UUID.randomUUID();
        announce(new MatterAccessChanged(sealed, 1, true, List.of(subject("legal1"), subject("investigator1"))));
        awaitKnown(sealed);
        EvidenceClient outsider = EvidenceClient.as("legal2", base);
        UUID trap = UUID.fromString(EvidenceClient.as(
                        EvidenceClient.as("admin1", base)
                                .post(
                                        "/api/evidence/traps",
                                        "{\"name\":\"" + sealed + "\",\"pool\":\"p\",\"operator\":\"o\",\"domain\":\"t"
                                                + sealed + ".example\",\"affidavit\":\"a\"}")
                                .body(),
                        JsonNode.class)
                .path("id")
                .textValue());
        String word = "t" + UUID.randomUUID().toString().replace("-", "");
        String both = "Subject: " + word + " both\n\nx";
        UUID known =
                investigator.message(both, "matter=" + sealed, "trap=" + trap).exhibit();
        UUID caught = investigator
                .message("Subject: " + word + " caught\n\nx", "trap=" + trap)
                .exhibit();
        investigator.message(both);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(outsider.find("q=" + word).ids()).containsExactly(caught, known));
        Instant seen = outsider.exhibit(known).receivedAt();

        assertThat(outsider.find("trap=" + trap).ids()).containsExactly(caught);
        assertThat(outsider.find("trap=" + trap, "limit=1").ids()).containsExactly(caught);
        assertThat(legal.find("trap=" + trap).ids()).containsExactly(caught, known);
        assertThat(outsider.find("q=" + word, "from=" + seen).ids()).containsExactly(known);
        assertThat(legal.find("q=" + word, "from=" + seen).ids()).isEmpty();
        assertThat(outsider.find("q=" + word, "to=" + seen).ids()).containsExactly(caught);
        assertThat(legal.find("q=" + word, "to=" + seen).ids()).containsExactly(caught, known);
    }

    @Test
    void handingInWhatASealedMatterHoldsTellsNothingOfTheMatter() {
        UUID sealed = UUID.randomUUID();
        String word = "h" + UUID.randomUUID().toString().replace("-", "");
        byte[] message = ("Subject: " + word + "\n\nx").getBytes();
        announce(new MatterAccessChanged(sealed, 1, true, List.of(subject("legal1"))));
        awaitKnown(sealed);
        Exhibit.View hidden = EvidenceClient.as(deposit(legal, message, sealed).body(), Exhibit.View.class);
        problem(investigator.get("/api/evidence/exhibits/" + hidden.id()), 404);

        Exhibit.View own =
                EvidenceClient.as(deposit(investigator, message, null).body(), Exhibit.View.class);

        assertThat(own.id()).isEqualTo(hidden.id());
        assertThat(own.receivedAt()).isAfter(hidden.receivedAt());
        Exhibit.View read = investigator.exhibit(own.id());
        assertThat(read.receivedAt()).isEqualTo(own.receivedAt());
        assertThat(read.receipts()).extracting(Exhibit.Receipt::actor).containsExactly("investigator1");
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(
                        investigator.find("sha256=" + own.sha256()).items())
                .extracting(Exhibit.View::receivedAt)
                .containsExactly(own.receivedAt()));
        assertThat(legal.exhibit(own.id()).receivedAt()).isEqualTo(hidden.receivedAt());
    }

    @Test
    void aParameterThatCannotBeReadIsNamed() {
        for (String parameter :
                List.of("trap=x", "matter=1-1-1-1-1", "q=" + "word%20".repeat(65), "q=" + "x.".repeat(501))) {
            assertThat(problem(investigator.get("/api/evidence/exhibits?" + parameter), 400)
                            .path("parameter")
                            .textValue())
                    .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
        }
        assertThat(investigator
                        .get("/api/evidence/exhibits?q=" + "word%20".repeat(64))
                        .statusCode())
                .isEqualTo(200);
        problem(investigator.get("/api/evidence/exhibits?from=%2B999999999-01-01T00:00:00Z"), 400);
        problem(investigator.get("/api/evidence/exhibits?to=-999999999-01-01T00:00:00Z"), 400);
        problem(investigator.get("/api/evidence/traps?cursor=eA"), 400);
        problem(
                investigator.post(
                        "/api/evidence/intake?matter=x", EvidenceClient.MESSAGE, "application/json", new byte[] {1}),
                400);
        String path = "/api/evidence/exhibits/by-hash/" + "0".repeat(64);
        for (String kind : List.of("", "?kind=LETTER")) {
            assertThat(problem(legal.put(path + kind, "application/pdf", new byte[] {1}), 400)
                            .path("detail")
                            .textValue())
                    .contains("kind", "DOCUMENT");
        }
    }

    @Test
    void anyoneCanVerifyThatTheLogOnlyGrew() throws ProofFailed {
        EvidenceClient anyone = EvidenceClient.withToken(null, base);
        NoteVerifier key = NoteVerifier.parse(EvidenceClient.text(anyone.get("/api/evidence/log/key")));
        investigator.message("Subject: earlier " + UUID.randomUUID() + "\n\nx");
        Checkpoint earlier = key.verify(EvidenceClient.text(anyone.get("/api/evidence/log/checkpoint")));
        investigator.message("Subject: later " + UUID.randomUUID() + "\n\nx");
        Checkpoint later = key.verify(EvidenceClient.text(anyone.get("/api/evidence/log/checkpoint")));

        LogResource.ConsistencyProof proof = anyone.get(
                "/api/evidence/log/consistency?first=" + earlier.size() + "&second=" + later.size(),
                LogResource.ConsistencyProof.class);

        ProofVerifier.consistency(
                earlier.size(),
                earlier.root(),
                later.size(),
                later.root(),
                proof.consistency().stream().map(Base64.getDecoder()::decode).toList());
        problem(anyone.get("/api/evidence/log/consistency?first=0&second=1"), 400);
        problem(anyone.get("/api/evidence/log/consistency?first=2&second=1"), 400);
        problem(anyone.get("/api/evidence/log/consistency?first=1&second=" + Long.MAX_VALUE), 400);
    }

    @Test
    void ofTwoWhoEnterOneTrapAtATimeOneIsTold() throws Exception {
        EvidenceClient admin = EvidenceClient.as("admin1", base);
        byte[] trap = ("{\"name\":\"" + UUID.randomUUID()
                        + "\",\"pool\":\"p\",\"operator\":\"o\",\"domain\":\"trap.example\",\"affidavit\":\"a\"}")
                .getBytes();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> admin.post("/api/evidence/traps", "application/json", "application/json", trap)
                            .statusCode()));
        }

        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void whatTheLedgerRecordsIsPublished() {
        String site = "e" + UUID.randomUUID().toString().replace("-", "") + ".example";
        MessageReceipt receipt =
                investigator.message("Subject: published\n\nhttp://a." + site + "/ http://b." + site + "/\n");

        List<ConsumerRecord<String, String>> records = consume(Topics.SITES, site);
        SiteAdvertised advertised =
                EventCodec.read(records.get(0).value(), SiteAdvertised.class).data();
        assertThat(records.get(0).key()).isEqualTo(site);
        assertThat(advertised.adverts())
                .containsExactly(
                        new SiteAdvertised.Advert(receipt.leafIndex(), receipt.exhibit(), "a." + site),
                        new SiteAdvertised.Advert(receipt.leafIndex(), receipt.exhibit(), "b." + site));
        ExhibitsRecorded recorded = EventCodec.read(
                        consume(Topics.EXHIBITS, receipt.sha256()).get(0).value(), ExhibitsRecorded.class)
                .data();
        assertThat(recorded.refs())
                .contains(new ExhibitsRecorded.Ref(receipt.leafIndex(), receipt.exhibit(), receipt.sha256()));
    }

    @Test
    void publishesExhibitsOfMattersAloneWithTheirMatters() {
        UUID sealed = UUID.randomUUID();
        announce(new MatterAccessChanged(sealed, 1, true, List.of(subject("investigator1"))));
        awaitKnown(sealed);
        String site = "m" + UUID.randomUUID().toString().replace("-", "") + ".example";
        MessageReceipt receipt =
                investigator.message("Subject: in a matter\n\nhttp://a." + site + "/\n", "matter=" + sealed);

        SiteAdvertised advertised = EventCodec.read(
                        consume(Topics.SITES, site).get(0).value(), SiteAdvertised.class)
                .data();

        assertThat(advertised.adverts()).isEmpty();
        assertThat(advertised.inMatters())
                .containsExactly(new SiteAdvertised.MatterAdvert(
                        receipt.leafIndex(), receipt.exhibit(), "a." + site, List.of(sealed)));
    }

    @Test
    void tellsAgainOfAnExhibitThatIsAddedToAnotherMatter() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        for (UUID matter : List.of(first, second)) {
            announce(new MatterAccessChanged(matter, 1, true, List.of(subject("investigator1"))));
            awaitKnown(matter);
        }
        String site = "m" + UUID.randomUUID().toString().replace("-", "") + ".example";
        MessageReceipt receipt =
                investigator.message("Subject: in two matters\n\nhttp://a." + site + "/\n", "matter=" + first);
        consume(Topics.SITES, site);

        investigator.post(
                "/api/evidence/matters/" + second + "/exhibits",
                "{\"exhibits\":[\"" + receipt.exhibit() + "\"],\"reason\":\"one ring\"}");

        SiteAdvertised advertised = EventCodec.read(
                        consume(Topics.SITES, second.toString()).get(0).value(), SiteAdvertised.class)
                .data();
        assertThat(advertised.site()).isEqualTo(site);
        assertThat(advertised.adverts()).isEmpty();
        assertThat(advertised.inMatters())
                .containsExactly(new SiteAdvertised.MatterAdvert(
                        receipt.leafIndex(),
                        receipt.exhibit(),
                        "a." + site,
                        Stream.of(first, second).sorted().toList()));
    }

    @Test
    void anExhibitWhoseBytesWereChangedIsBlocked() throws IOException {
        MessageReceipt receipt = investigator.message("Subject: tampered " + UUID.randomUUID() + "\n\nthe evidence");
        Exhibit row = exhibits.byId(receipt.exhibit()).orElseThrow();
        Path segment =
                vault.resolve(String.format("segment-%06d.warc", row.location().segment()));
        long lastByte = row.location().offset() + row.location().length() - 5;
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(lastByte);
            file.write('X');
        }

        HttpResponse<byte[]> first = investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw");
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(lastByte);
            file.write('e');
        }

        assertThat(problem(first, 409).path("type").textValue()).endsWith("exhibit-anomaly");
        // Putting the byte back does not lift the block: a person has to look.
        problem(investigator.get("/api/evidence/exhibits/" + receipt.exhibit() + "/raw"), 409);
        List<ConsumerRecord<String, String>> told =
                consume(Topics.EXHIBITS, "\"subject\":\"" + receipt.exhibit() + "\"");
        assertThat(told).hasSize(1);
        ExhibitBlocked blocked =
                EventCodec.read(told.get(0).value(), ExhibitBlocked.class).data();
        assertThat(blocked.exhibit()).isEqualTo(receipt.exhibit());
        assertThat(blocked.position()).isEqualTo(receipt.leafIndex());
    }

    @Test
    void unknownExhibitsAreNotFound() {
        problem(investigator.get("/api/evidence/exhibits/" + UUID.randomUUID()), 404);
        problem(investigator.get("/api/evidence/exhibits/by-hash/" + "0".repeat(64)), 404);
        problem(investigator.get("/api/evidence/exhibits/by-hash/zz"), 400);
        assertThat(investigator.get("/api/evidence/exhibits/not-an-id").statusCode())
                .isEqualTo(404);
    }

    @Test
    void eachCallIsForItsRolesOnly() {
        EvidenceClient admin = EvidenceClient.as("admin1", base);
        EvidenceClient nobody = EvidenceClient.withToken(null, base);
        EvidenceClient forger = EvidenceClient.withToken("eyJhbGciOiJub25lIn0.e30.", base);

        assertThat(nobody.get("/api/evidence/exhibits").statusCode()).isEqualTo(401);
        assertThat(forger.get("/api/evidence/exhibits").statusCode()).isEqualTo(401);
        for (String user : List.of("admin1", "registrar1", "auditor1")) {
            assertThat(EvidenceClient.as(user, base)
                            .get("/api/evidence/exhibits")
                            .statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(legal.post("/api/evidence/intake", EvidenceClient.MESSAGE, "application/json", new byte[] {1})
                        .statusCode())
                .isEqualTo(403);
        assertThat(legal.get("/api/evidence/traps").statusCode()).isEqualTo(403);
        assertThat(investigator
                        .post("/api/evidence/traps", "application/json", "application/json", "{}".getBytes())
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.get("/api/evidence/traps").statusCode()).isEqualTo(200);
        problem(admin.post("/api/evidence/traps", "application/json", "application/json", "{}".getBytes()), 400);
    }

    private static HttpResponse<byte[]> deposit(EvidenceClient by, byte[] bytes, @Nullable UUID matter) {
        String hash = HexFormat.of().formatHex(TreeHash.sha256().digest(bytes));
        return by.put(
                "/api/evidence/exhibits/by-hash/" + hash + "?kind=DOCUMENT"
                        + (matter == null ? "" : "&matter=" + matter),
                "application/octet-stream",
                bytes);
    }

    private void awaitKnown(UUID matter) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Stream.of("investigator1", "legal1")
                .anyMatch(user -> matters.visibleTo(subject(user)).contains(matter)));
    }

    private String subject(String user) {
        String token = org.trapline.platform.TestPlatform.attach().keycloak().token(user);
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return EvidenceClient.as(claims, com.fasterxml.jackson.databind.JsonNode.class)
                .path("sub")
                .textValue();
    }

    private void announce(MatterAccessChanged change) {
        Event<MatterAccessChanged> event = Event.of("/takedown", change.matter().toString(), Instant.now(), change);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(prefix + Topics.MATTERS, event.subject(), EventCodec.write(event)));
        }
    }

    /** Reads a topic from its start until a record mentions the word; all that do. */
    private List<ConsumerRecord<String, String>> consume(String topic, String word) {
        Properties config = new Properties();
        config.put("bootstrap.servers", kafka);
        config.put("group.id", UUID.randomUUID().toString());
        config.put("auto.offset.reset", "earliest");
        config.put("metadata.max.age.ms", "500");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(prefix + topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> {
                    if (r.value().contains(word)) {
                        found.add(r);
                    }
                });
                return !found.isEmpty();
            });
        }
        return found;
    }
}
