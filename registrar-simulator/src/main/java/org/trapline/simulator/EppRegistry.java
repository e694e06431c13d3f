package org.trapline.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registry's side of the EPP commands a registrar runs, with the rules of RFC 5730 and 5731 that matter for an order. */
final class EppRegistry {

    /** Result codes of RFC 5730 section 3. */
    enum Result {
        OK(1000),
        NOT_AUTHORISED(2201),
        NO_SUCH_OBJECT(2303),
        STATUS_PROHIBITS(2304),
        POLICY(2306);

        final int code;

        Result(int code) {
            this.code = code;
        }
    }

    /**
     * A domain update.
     *
     * @param registrar whose session it is
     * @param nameservers the new set, which also drops the DS records; null leaves both
     * @param clTrid the registrar's name for the command
     */
    record Update(
            String registrar,
            String name,
            List<String> add,
            List<String> remove,
            @Nullable List<String> nameservers,
            String clTrid) {}

    /** One line of the audit list. */
    record Entry(
            Instant at,
            String registrar,
            String clTrid,
            String name,
            List<String> add,
            List<String> remove,
            List<String> nameservers,
            int code) {}

    private static final Set<String> SETTABLE = Set.of(
            "clientDeleteProhibited",
            "clientHold",
            "clientRenewProhibited",
            "clientTransferProhibited",
            "clientUpdateProhibited");

    private final World world;

    EppRegistry(World world) {
        this.world = world;
    }

    Result update(Update update) {
        synchronized (world) {
            Domain domain = world.domain(update.name()).orElse(null);
            Result result = judge(update, domain);
            Domain changed = result == Result.OK && domain != null ? apply(update, domain) : null;
            List<String> nameservers = update.nameservers() == null ? List.of() : update.nameservers();
            world.run(
                    new Entry(
                            Instant.now(),
                            update.registrar(),
                            update.clTrid(),
                            update.name(),
                            update.add(),
                            update.remove(),
                            nameservers,
                            result.code),
                    changed);
            return result;
        }
    }

    private static Result judge(Update update, @Nullable Domain domain) {
        if (domain == null) {
            return Result.NO_SUCH_OBJECT;
        }
        if (!update.registrar().equals(domain.registrarIanaId())) {
            return Result.NOT_AUTHORISED;
        }
        if (!SETTABLE.containsAll(update.add()) || !SETTABLE.containsAll(update.remove())) {
            return Result.POLICY;
        }
        boolean unlocksOnly = update.add().isEmpty()
                && update.nameservers() == null
                && update.remove().equals(List.of("clientUpdateProhibited"));
        boolean locked = domain.has("serverUpdateProhibited")
                || domain.has("pendingDelete")
                || (domain.has("clientUpdateProhibited") && !unlocksOnly);
        if (locked) {
            return Result.STATUS_PROHIBITS;
        }
        boolean twice = update.add().stream().anyMatch(domain::has);
        boolean absent = !domain.statuses().containsAll(update.remove());
        return twice || absent ? Result.POLICY : Result.OK;
    }

    private static Domain apply(Update update, Domain domain) {
        Domain redirected =
                update.nameservers() == null ? domain : domain.withDelegation(update.nameservers(), List.of());
        return redirected.withStatuses(update.add(), update.remove());
    }
}
