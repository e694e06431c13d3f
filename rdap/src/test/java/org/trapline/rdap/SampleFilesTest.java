package org.trapline.rdap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other projects, kept outside this one: TRAPLINE_TEST_DATA names the folder that holds {@code rdap/}. */
class SampleFilesTest {

    private Path samples = Path.of("");

    @BeforeEach
    void find() {
        String folder = System.getenv("TRAPLINE_TEST_DATA");
        Assumptions.assumeTrue(folder != null, "SKIPPED: TRAPLINE_TEST_DATA is not set, the RDAP samples are not read");
        samples = Path.of(folder, "rdap");
        Assumptions.assumeTrue(Files.isDirectory(samples), "SKIPPED: there is no " + samples);
    }

    @Test
    void readsTheWholeIanaFile() throws IOException {
        byte[] file = Files.readAllBytes(samples.resolve("iana-case/data/canonical/iana-rdap.json"));
        JsonNode services = new ObjectMapper().readTree(file).get("services");

        RdapBootstrap bootstrap = RdapBootstrap.parse(file);

        assertThat(services).hasSize(597);
        assertThat(bootstrap.defects()).isEmpty();
        for (JsonNode service : services) {
            for (JsonNode suffix : service.get(0)) {
                List<URI> servers = bootstrap.serversFor("name." + suffix.asText());
                assertThat(servers).as(suffix.asText()).hasSize(service.get(1).size());
                assertThat(servers).allSatisfy(url -> assertThat(url.toString()).endsWith("/"));
            }
        }
    }

    @Test
    void answersFromTheLongestSuffixAndFromTheRoot() throws IOException {
        RdapBootstrap bootstrap = RdapBootstrap.parse(Files.readAllBytes(openrdap("bootstrap_complex/dns.json")));

        assertThat(bootstrap.serversFor("a.sub.example.com").get(0)).isEqualTo(URI.create("https://example.com/sub/"));
        assertThat(bootstrap.serversFor("xsub.example.com").get(0)).isEqualTo(URI.create("https://example.com/"));
        assertThat(bootstrap.serversFor("a.org").get(0)).isEqualTo(URI.create("https://example.root/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns_bad_services.json", "dns_empty.json", "dns_syntax_error.json"})
    void refusesMalformedBootstraps(String name) throws IOException {
        byte[] file = Files.readAllBytes(openrdap("bootstrap_malformed/" + name));

        assertThatThrownBy(() -> RdapBootstrap.parse(file)).isInstanceOf(MalformedBootstrap.class);
    }

    @Test
    void keepsTheGoodUrlsBesideABadOne() throws IOException {
        RdapBootstrap bootstrap =
                RdapBootstrap.parse(Files.readAllBytes(openrdap("bootstrap_malformed/dns_bad_url.json")));

        assertThat(bootstrap.serversFor("x.br")).hasSize(1);
        assertThat(bootstrap.serversFor("x.example")).isEmpty();
        assertThat(bootstrap.defects()).hasSize(2);
    }

    @Test
    void readsWhatIsSoundInBrokenJcards() throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (Stream<Path> cards = Files.list(openrdap("jcard"))) {
            for (Path card : cards.toList()) {
                JsonNode node;
                try {
                    node = json.readTree(card.toFile());
                } catch (JsonProcessingException notJson) {
                    continue;
                }
                assertThat(new JCard(node).emails()).as(card.toString()).hasSizeLessThan(2);
            }
        }
        JCard example = new JCard(json.readTree(openrdap("jcard/example.json").toFile()));
        assertThat(example.text("fn")).isEqualTo("Simon Perreault");
        assertThat(example.text("org")).isEqualTo("Viagenie");
        assertThat(example.emails()).hasSize(1);
        assertThat(example.address()).contains("Suite D2-630");
    }

    @Test
    void readsARealRegistrysReply() throws IOException, NoReply {
        RdapDomain domain = DomainReply.of(Files.readAllBytes(openrdap("rdap/rdap.nic.cz/domain-example.cz.json")))
                .domain();

        assertThat(domain.ldhName()).isEqualTo("example.cz");
        assertThat(domain.registrar()).isNotNull();
        assertThat(domain.nameservers()).isNotEmpty();
        assertThat(domain.events()).isNotEmpty();
    }

    private Path openrdap(String file) {
        return samples.resolve("openrdap/test/testdata").resolve(file);
    }
}
