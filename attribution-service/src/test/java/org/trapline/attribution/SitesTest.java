package org.trapline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.trapline.attribution.scenarios.World.as;
import static org.trapline.attribution.scenarios.World.read;
import static org.trapline.attribution.scenarios.World.send;
import static org.trapline.attribution.scenarios.World.soon;

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

    private static Event<SiteAdvertised> advertised(String site, long from, long to, Instant at, Advert... adverts) {
        return Event.of("/evidence", site, at, new SiteAdvertised(site, from, to, List.of(adverts)));
    }

    private static Event<ExhibitsRecorded> recorded(long from, long to, String rootHash) {
        List<Ref> refs = LongStream.range(from, to)
                .mapToObj(position -> new Ref(position, UUID.randomUUID(), "0".repeat(64)))
                .toList();
        return Event.of(
                "/evidence", "ledger", LATE, new ExhibitsRecorded(from, to, new Checkpoint(to, rootHash), refs));
    }
}
