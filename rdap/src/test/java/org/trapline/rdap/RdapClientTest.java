package org.trapline.rdap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trapline.rdap.RdapAnswer.Found;
import org.trapline.rdap.RdapAnswer.NoServer;
import org.trapline.rdap.RdapAnswer.NotFound;
import org.trapline.rdap.RdapAnswer.Unavailable;

class RdapClientTest {

    private static final String ABUSE = """
            {"roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text","Abuse"],["email",{},"text","%s"]]]}""";

    private final TestClock clock = new TestClock();
    private final List<URI> guarded = new ArrayList<>();
    private RdapWorld world;
    private RdapClient client;

    @BeforeEach
    void start() throws IOException {
        world = new RdapWorld();
        RdapLimits limits = new RdapLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 4096, 2);
        client = new RdapClient(world.uri("/dns.json"), this::guard, limits, clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void givesNoContactToADomainWithoutOneAskedAfterADomainWithOne() {
        world.registry(
                "first.example", domain("first.example", registrar("9901", ABUSE.formatted("abuse@one.example"))));
        world.registry("second.example", domain("second.example", registrar("9902", "")));

        Found first = (Found) client.domain("first.example");
        Found second = (Found) client.domain("second.example");

        assertThat(first.domain().abuseContacts())
                .containsExactly(new RdapDomain.AbuseContact("abuse@one.example", null, null));
        assertThat(second.domain().abuseContacts()).isEmpty();
    }

    @Test
    void completesTheRegistrysAnswerFromTheRegistrars() {
        String link = related(world.uri("/registrar/9901/domain/pills.example"));
        world.registry(
                "pills.example", domain("pills.example", registrar("9901", ""), link, "\"status\":[\"clientHold\"]"));
        world.page(
                "/registrar/9901/domain/pills.example",
                200,
                Map.of(),
                domain(
                        "pills.example",
                        registrar("9901", ABUSE.formatted("abuse@one.example")),
                        "\"status\":[\"active\"]"));

        Found found = (Found) client.domain("PILLS.example.");

        assertThat(found.registrarHop()).isNull();
        assertThat(found.replies()).hasSize(2);
        assertThat(found.domain().statuses()).containsExactly("client hold");
        assertThat(found.domain().abuseContacts()).extracting(c -> c.email()).containsExactly("abuse@one.example");
        assertThat(world.accepted).contains("application/rdap+json");
        assertThat(guarded).contains(world.uri("/registrar/9901/domain/pills.example"));
    }

    @Test
    void saysWhyTheRegistrarCouldNotBeReadInsteadOfNoContact() {
        String link = related(world.uri("/registrar/9901/domain/pills.example"));
        world.registry("pills.example", domain("pills.example", registrar("9901", ""), link));
        world.page("/registrar/9901/domain/pills.example", 429, Map.of("Retry-After", "90"), "{}");

        Found found = (Found) client.domain("pills.example");

        assertThat(found.registrarHop()).isNotNull();
        assertThat(found.registrarHop().status()).isEqualTo(429);
        assertThat(found.registrarHop().retryAfter()).isEqualTo(Duration.ofSeconds(90));
        assertThat(found.replies()).hasSize(2);
    }

    @Test
    void doesNotTakeContactsOfAnotherRegistrar() {
        String link = related(world.uri("/registrar/9902/domain/pills.example"));
        world.registry("pills.example", domain("pills.example", registrar("9901", ""), link));
        world.page(
                "/registrar/9902/domain/pills.example",
                200,
                Map.of(),
                domain("pills.example", registrar("9902", ABUSE.formatted("abuse@two.example"))));

        Found found = (Found) client.domain("pills.example");

        assertThat(found.domain().abuseContacts()).isEmpty();
        assertThat(found.registrarHop().reason()).contains("another registrar");
    }

    @Test
    void rejectsAnAnswerAboutAnotherName() {
        world.registry("pills.example", domain("other.example", registrar("9901", "")));

        assertThat(client.domain("pills.example")).isInstanceOf(Unavailable.class);
    }

    @Test
    void tellsAbsentFromUnknown() {
        world.page("/registry/domain/limited.example", 429, Map.of("Retry-After", "Sun, 01 Mar 2026 12:02:00 GMT"), "");
        world.page("/registry/domain/broken.example", 500, Map.of(), "oops");
        world.registry("garbled.example", "<html>");

        assertThat(client.domain("absent.example")).isInstanceOf(NotFound.class);
        assertThat(client.domain("absent.example").replies()).hasSize(1);
        assertThat(client.domain("name.unknowntld")).isInstanceOf(NoServer.class);
        Unavailable limited = (Unavailable) client.domain("limited.example");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(((Unavailable) client.domain("broken.example")).status()).isEqualTo(500);
        assertThat(client.domain("garbled.example")).isInstanceOf(Unavailable.class);
    }

    @Test
    void hangsUpOnABodyOverTheLimit() {
        world.registry("huge.example", "{\"pad\":\"" + "x".repeat(100_000) + "\"}");

        Unavailable answer = (Unavailable) client.domain("huge.example");

        assertThat(answer.reason()).contains("larger than 4096 bytes");
        assertThat(answer.replies()).isEmpty();
    }

    @Test
    void followsRedirectsWithinTheLimitAndShowsEachToTheGuard() {
        world.page("/registry/domain/moved.example", 302, Map.of("Location", "/elsewhere"), "");
        world.page("/elsewhere", 200, Map.of(), domain("moved.example", registrar("9901", "")));
        world.page("/registry/domain/loop.example", 301, Map.of("Location", "/registry/domain/loop.example"), "");
        world.page("/registry/domain/inward.example", 302, Map.of("Location", "http://127.0.0.1:1/secret"), "");

        assertThat(client.domain("moved.example")).isInstanceOf(Found.class);
        assertThat(((Unavailable) client.domain("loop.example")).reason()).contains("more than 2 redirects");
        assertThat(((Unavailable) client.domain("inward.example")).reason()).contains("guard refused");
        assertThat(guarded).contains(world.uri("/elsewhere"), URI.create("http://127.0.0.1:1/secret"));
    }

    @Test
    void fetchesTheBootstrapFileOncePerFreshnessAndKeepsItWhenTheServerFails() {
        world.registry("a.example", domain("a.example", registrar("9901", "")));

        client.domain("a.example");
        client.domain("a.example");
        assertThat(world.count("/dns.json")).isEqualTo(1);

        world.page("/dns.json", 503, Map.of(), "");
        clock.advance(Duration.ofMinutes(61));
        assertThat(client.domain("a.example")).isInstanceOf(Found.class);
        assertThat(client.domain("a.example")).isInstanceOf(Found.class);
        assertThat(world.count("/dns.json")).isEqualTo(2);

        world.bootstrap("max-age=60");
        clock.advance(Duration.ofMinutes(2));
        assertThat(client.domain("a.example")).isInstanceOf(Found.class);
        assertThat(world.count("/dns.json")).isEqualTo(3);
    }

    @Test
    void isUnavailableWithoutAnyBootstrapFile() {
        world.page("/dns.json", 200, Map.of(), "{}");

        assertThat(((Unavailable) client.domain("a.example")).reason()).contains("services");
    }

    @Test
    void refusesWhatIsNoDomainName() {
        assertThatThrownBy(() -> client.domain("a/../b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.domain("a b.example")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.domain("")).isInstanceOf(IllegalArgumentException.class);
    }

    private void guard(URI uri) {
        guarded.add(uri);
        if (uri.getPort() == 1) {
            throw new SecurityException("not a public address");
        }
    }

    private static String domain(String name, String registrar, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"objectClassName\":\"domain\",\"ldhName\":\"%s\",\"entities\":[%s]%s}"
                .formatted(name, registrar, rest);
    }

    private static String registrar(String ianaId, String nested) {
        return """
                {"objectClassName":"entity","handle":"%1$s","roles":["registrar"],
                 "publicIds":[{"type":"IANA Registrar ID","identifier":"%1$s"}],"entities":[%2$s]}""".formatted(ianaId, nested);
    }

    private static String related(URI href) {
        return "\"links\":[{\"rel\":\"related\",\"type\":\"application/rdap+json\",\"href\":\"" + href + "\"}]";
    }
}
