package org.trapline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.trapline.attribution.scenarios.World.access;
import static org.trapline.attribution.scenarios.World.as;
import static org.trapline.attribution.scenarios.World.blocked;
import static org.trapline.attribution.scenarios.World.read;
import static org.trapline.attribution.scenarios.World.sealedMatter;
import static org.trapline.attribution.scenarios.World.send;
import static org.trapline.attribution.scenarios.World.soon;
import static org.trapline.attribution.scenarios.World.subject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.trapline.attribution.scenarios.Surroundings;
import org.trapline.events.Event;
import org.trapline.events.ExhibitsRecorded;
import org.trapline.events.ExhibitsRecorded.Checkpoint;
import org.trapline.events.ExhibitsRecorded.Ref;
import org.trapline.events.SiteAdvertised;
import org.trapline.events.SiteAdvertised.Advert;
import org.trapline.events.SiteAdvertised.MatterAdvert;
import org.trapline.events.Topics;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SitesTest {

    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void countsEachPairOfSiteAndExhibitOnceInWhateverWayItIsDelivered() {
        Advert first = new Advert(10, UUID.randomUUID(), "www.pills.example");
        Advert second = new Advert(11, UUID.randomUUID(), "pills.example");
        Advert third = new Advert(12, UUID.randomUUID(), "www.pills.example");
        Event<?> later = advertised("pills.example", 11, 13, LATE, second, third);
        Event<?> earlier = advertised("pills.example", 10, 12, EARLY, first, second, first);

        send(Topics.SITES, later);
        send(Topics.SITES, later);
        send(Topics.SITES, earlier);
        send(
                Topics.SITES,
                advertised("marker.example", 13, 14, LATE, new Advert(13, UUID.randomUUID(), "marker.example")));
        soon().untilAsserted(() ->
                as("investigator1").get("/sites/marker.example").then().statusCode(200));

        soon().untilAsserted(() -> as("investigator1")
                .get("/sites/pills.example")
                .then()
                .statusCode(200)
                .body("exhibits", equalTo(3))
                .body("firstSeen", equalTo("2026-01-01T00:00:00Z"))
                .body("lastSeen", equalTo("2026-01-02T00:00:00Z"))
                .body("hosts", contains("pills.example", "www.pills.example"))
                .body(
                        "exhibitIds",
                        contains(
                                first.exhibit().toString(),
                                second.exhibit().toString(),
                                third.exhibit().toString())));
    }

    @Test
    void showsWhatWasReceivedForMattersToThoseWhoMaySeeOneOfThemWhenTheyAsk() {
        UUID matter = sealedMatter("investigator1");
        UUID unheardOf = UUID.randomUUID();
        Advert open = new Advert(40, UUID.randomUUID(), "www.both.example");
        MatterAdvert both = new MatterAdvert(41, UUID.randomUUID(), "secret.both.example", List.of(matter, unheardOf));
        MatterAdvert alone = new MatterAdvert(42, UUID.randomUUID(), "alone.example", List.of(matter));
        MatterAdvert unseen = new MatterAdvert(43, UUID.randomUUID(), "nobody-yet.example", List.of(unheardOf));
        send(Topics.SITES, inMatters("nobody-yet.example", 43, List.of(), unseen));
        for (int delivery = 0; delivery < 2; delivery++) {
            send(Topics.SITES, inMatters("alone.example", 42, List.of(), alone));
            send(Topics.SITES, inMatters("both.example", 40, List.of(open), both));
        }

        soon().untilAsserted(() -> as("investigator1")
                .get("/sites/both.example")
                .then()
                .statusCode(200)
                .body("exhibits", equalTo(2))
                .body("hosts", contains("secret.both.example", "www.both.example"))
                .body(
                        "exhibitIds",
                        contains(open.exhibit().toString(), both.exhibit().toString())));
        as("investigator1").get("/sites/alone.example").then().statusCode(200).body("exhibits", equalTo(1));
        as("investigator1").get("/sites/nobody-yet.example").then().statusCode(404);
        as("legal1").get("/sites/alone.example").then().statusCode(404);
        as("legal1")
                .get("/sites/both.example")
                .then()
                .statusCode(200)
                .body("exhibits", equalTo(1))
                .body("hosts", contains("www.both.example"))
                .body("exhibitIds", contains(open.exhibit().toString()));
        as("legal1").get("/sites?limit=500").then().body("items.site", not(hasItem("alone.example")));
        as("investigator1").get("/sites?limit=500").then().body("items.site", hasItem("alone.example"));
        as("investigator1")
                .get("/sites?limit=500")
                .then()
                .body("items.find { it.site == 'both.example' }.exhibits", equalTo(2));

        access(matter, 2, true, List.of(subject("legal1")));
        soon().untilAsserted(() ->
                as("legal1").get("/sites/alone.example").then().statusCode(200).body("exhibits", equalTo(1)));
        as("investigator1").get("/sites/alone.example").then().statusCode(404);

        access(matter, 3, false, List.of());
        soon().untilAsserted(() -> as("investigator1")
                .get("/sites/alone.example")
                .then()
                .statusCode(200)
                .body("exhibitIds", contains(alone.exhibit().toString())));

        access(matter, 4, true, List.of());
        soon().untilAsserted(() ->
                as("investigator1").get("/sites/alone.example").then().statusCode(404));
    }

    @Test
    void followsTheLedgerWithoutSkippingAGap() {
        send(Topics.EXHIBITS, recorded(2, 4, "c2Vjb25k"));
        send(Topics.EXHIBITS, recorded(0, 2, "Zmlyc3Q="));
        send(Topics.EXHIBITS, recorded(0, 2, "Zmlyc3Q="));
        send(Topics.EXHIBITS, recorded(6, 9, "YWhlYWQ="));

        soon().untilAsserted(() -> as("investigator1")
                .get("/sites")
                .then()
                .statusCode(200)
                .body("asOf.size", equalTo(4))
                .body("asOf.rootHash", equalTo("c2Vjb25k")));
    }

    @Test
    void aPoisonMessageGoesToTheDeadLetterTopicAndTheNextIsTaken() {
        send(Topics.SITES, "after-poison.example", "{\"type\":\"SiteAdvertised\",\"data\":");
        send(
                Topics.SITES,
                advertised(
                        "after-poison.example",
                        20,
                        21,
                        LATE,
                        new Advert(20, UUID.randomUUID(), "after-poison.example")));

        soon().untilAsserted(() ->
                as("investigator1").get("/sites/after-poison.example").then().statusCode(200));
        assertThat(read("trapline.dead-letters.attribution-service"))
                .anySatisfy(letter -> assertThat(letter.key()).isEqualTo("after-poison.example"));
    }

    @Test
    void pagesThroughSitesInTheOrderOfNames() {
        for (String site : List.of("page-a.example", "page-b.example")) {
            send(Topics.SITES, advertised(site, 30, 31, LATE, new Advert(30, UUID.randomUUID(), site)));
            soon().untilAsserted(() ->
                    as("investigator1").get("/sites/" + site).then().statusCode(200));
        }

        String cursor = as("investigator1")
                .get("/sites?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .path("next");

        assertThat(cursor).isNotNull();
        as("investigator1").get("/sites?limit=1&cursor=" + cursor).then().statusCode(200);
        as("investigator1").get("/sites?cursor=!").then().statusCode(400);
        as("investigator1").get("/sites?cursor=AA").then().statusCode(400).body("detail", containsString("cursor"));
        as("investigator1").get("/sites?limit=0").then().statusCode(400);
    }

    @Test
    void anUnknownSiteIsNotFoundAndNoNameIsInvalid() {
        as("investigator1").get("/sites/nobody.example").then().statusCode(404);
        as("investigator1").get("/sites/co.uk").then().statusCode(400);
    }

    @Test
    void tellsWhichOfTheExhibitsItNamesAreBlocked() {
        Advert good = new Advert(60, UUID.randomUUID(), "doubtful.example");
        Advert bad = new Advert(61, UUID.randomUUID(), "doubtful.example");
        send(Topics.SITES, advertised("doubtful.example", 60, 62, LATE, good, bad));
        soon().untilAsserted(() -> as("investigator1")
                .get("/sites/doubtful.example")
                .then()
                .statusCode(200)
                .body("blockedExhibits", empty()));

        for (int delivery = 0; delivery < 2; delivery++) {
            send(Topics.EXHIBITS, blocked(bad.exhibit(), 61));
        }

        soon().untilAsserted(() -> as("investigator1")
                .get("/sites/doubtful.example")
                .then()
                .body("blockedExhibits", contains(bad.exhibit().toString()))
                .body("exhibits", equalTo(2)));
    }

    private static Event<SiteAdvertised> advertised(String site, long from, long to, Instant at, Advert... adverts) {
        return Event.of("/evidence", site, at, new SiteAdvertised(site, from, to, List.of(adverts)));
    }

    private static Event<SiteAdvertised> inMatters(String site, long from, List<Advert> open, MatterAdvert advert) {
        return Event.of(
                "/evidence", site, LATE, new SiteAdvertised(site, from, advert.position() + 1, open, List.of(advert)));
    }

    private static Event<ExhibitsRecorded> recorded(long from, long to, String rootHash) {
        List<Ref> refs = LongStream.range(from, to)
                .mapToObj(position -> new Ref(position, UUID.randomUUID(), "0".repeat(64)))
                .toList();
        return Event.of(
                "/evidence", "ledger", LATE, new ExhibitsRecorded(from, to, new Checkpoint(to, rootHash), refs));
    }
}
