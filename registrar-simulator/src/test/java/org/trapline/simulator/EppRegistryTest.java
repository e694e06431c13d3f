package org.trapline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trapline.simulator.EppRegistry.Result;

class EppRegistryTest {

    private static final Instant CREATED = Instant.parse("2003-01-01T00:00:00Z");

    private final World world = new World(null);
    private final EppRegistry epp = new EppRegistry(world);

    @Test
    void acceptsNothingButTheRemovalOfItsOwnUpdateLock() {
        register("clientUpdateProhibited", "clientHold");

        assertThat(update("9901", List.of(), List.of("clientHold"), null)).isEqualTo(Result.STATUS_PROHIBITS);
        assertThat(update("9901", List.of(), List.of("clientUpdateProhibited", "clientHold"), null))
                .isEqualTo(Result.STATUS_PROHIBITS);
        assertThat(update("9901", List.of(), List.of("clientUpdateProhibited"), null))
                .isEqualTo(Result.OK);
        assertThat(update("9901", List.of(), List.of("clientHold"), null)).isEqualTo(Result.OK);
        assertThat(domain().statuses()).isEmpty();
        assertThat(world.commands()).extracting(EppRegistry.Entry::code).containsExactly(2304, 2304, 1000, 1000);
    }

    @Test
    void keepsTheRegistrysLocksFromRegistrars() {
        register("serverUpdateProhibited");

        assertThat(update("9901", List.of("clientHold"), List.of(), null)).isEqualTo(Result.STATUS_PROHIBITS);
        assertThat(update("9901", List.of(), List.of("serverUpdateProhibited"), null))
                .isEqualTo(Result.POLICY);
    }

    @Test
    void letsOnlyTheSponsorChangeAName() {
        register();

        assertThat(update("9902", List.of("clientHold"), List.of(), null)).isEqualTo(Result.NOT_AUTHORISED);
        assertThat(domain().delegated()).isTrue();
    }

    @Test
    void knowsNoStatusOfTheRegistryInARegistrarsCommand() {
        register();

        assertThat(update("9901", List.of("serverHold"), List.of(), null)).isEqualTo(Result.POLICY);
        assertThat(update("9901", List.of(), List.of("clientHold"), null)).isEqualTo(Result.POLICY);
    }

    @Test
    void dropsTheDsRecordsWithTheOldNameServers() {
        register();

        assertThat(update("9901", List.of(), List.of(), List.of("ns.sinkhole.example")))
                .isEqualTo(Result.OK);

        assertThat(domain().nameservers()).containsExactly("ns.sinkhole.example");
        assertThat(domain().ds()).isEmpty();
        assertThat(domain().address()).isNull();
    }

    @Test
    void knowsNoSuchObject() {
        assertThat(update("9901", List.of("clientHold"), List.of(), null)).isEqualTo(Result.NO_SUCH_OBJECT);
    }

    private void register(String... statuses) {
        Domain.Ds ds = new Domain.Ds(1, 13, 2, "AB".repeat(32));
        world.register(List.of(new Domain(
                "pills.example",
                "9901",
                List.of(statuses),
                List.of("ns1.host.example"),
                List.of(ds),
                "192.0.2.7",
                null,
                false,
                CREATED,
                CREATED.plusSeconds(86_400))));
    }

    private Domain domain() {
        return world.domain("pills.example").orElseThrow();
    }

    private Result update(String registrar, List<String> add, List<String> remove, @Nullable List<String> nameservers) {
        return epp.update(new EppRegistry.Update(registrar, "pills.example", add, remove, nameservers, "T-1"));
    }
}
