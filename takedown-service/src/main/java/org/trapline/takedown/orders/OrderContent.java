package org.trapline.takedown.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.cases.CourtCase.Court;
import org.trapline.takedown.schedule.Target;

/**
 * What an order says. A draft may be incomplete; {@link #missing} is what keeps it from being filed.
 *
 * @param type             kind of order
 * @param legalBasis       statute and section, one entry a count (DSA Art. 9(2)(a)(i))
 * @param attorney         who asks, and where to call back
 * @param technicalContact reachable at any hour by the registrar's engineers
 * @param reportTo         where to report that the order took effect
 * @param redress          how registrant and registrar can object, before which court and until when
 * @param effectiveAt      from when the order binds
 * @param completeBy       deadline of every line without a deadline of its own
 * @param expiresAt        when the order lapses by itself
 * @param operators        attribution's operators that the order rests on; a person must have accepted each
 * @param targets          the schedule as asked for
 * @throws InvalidOrder when a target is named twice, the times are out of order, or too many exhibits are cited
 */
public record OrderContent(
        @Nullable Type type,
        @Size(max = 50) List<@NotBlank @Size(max = 500) String> legalBasis,
        @Valid @Nullable Attorney attorney,
        @Size(max = 500) @Nullable String technicalContact,
        @Size(max = 500) @Nullable String reportTo,
        @Size(max = 4000) @Nullable String redress,
        @Nullable Instant effectiveAt,
        @Nullable Instant completeBy,
        @Nullable Instant expiresAt,
        @Size(max = 100) List<@NotNull UUID> operators,
        @Size(max = 5000) List<@Valid @NotNull Target> targets) {

    /** Evidence-service is asked for each one while the order is filed, within one request. */
    private static final int MAX_EXHIBITS = 2000;

    public enum Type {
        TRO,
        PRELIMINARY_INJUNCTION,
        PERMANENT
    }

    /** @param phone call-back number; the recipient is told not to take it from the notice alone */
    public record Attorney(
            @Size(max = 200) @Nullable String name,
            @Size(max = 100) @Nullable String barNumber,
            @Size(max = 300) @Nullable String office,
            @Size(max = 100) @Nullable String phone,
            @Size(max = 300) @Nullable String email) {}

    @SuppressWarnings("ConstantValue") // absent JSON members arrive as null
    public OrderContent {
        legalBasis = legalBasis == null ? List.of() : List.copyOf(legalBasis);
        operators = operators == null ? List.of() : List.copyOf(operators);
        targets = targets == null ? List.of() : List.copyOf(targets);
        inOrder("effectiveAt", effectiveAt, "completeBy", completeBy);
        inOrder("completeBy", completeBy, "expiresAt", expiresAt);
        inOrder("effectiveAt", effectiveAt, "expiresAt", expiresAt);
        Set<String> seen = new HashSet<>();
        for (Target target : targets) {
            if (!seen.add(target.kind() + " " + target.comparable())) {
                throw new InvalidOrder("the target " + target.value() + " is named twice");
            }
        }
        int cited = cited(targets).size();
        if (cited > MAX_EXHIBITS) {
            throw new InvalidOrder("the targets cite " + cited + " exhibits, an order at most " + MAX_EXHIBITS);
        }
    }

    private static void inOrder(String earlier, @Nullable Instant a, String later, @Nullable Instant b) {
        if (a != null && b != null && b.isBefore(a)) {
            throw new InvalidOrder(later + " is earlier than " + earlier);
        }
    }

    /** The required fields that are empty, by path; empty when the order can be filed before this court. */
    List<String> missing(Court court) {
        Blanks blanks = new Blanks();
        blanks.text("court.name", court.name());
        blanks.text("court.level", court.level());
        blanks.text("court.state", court.state());
        blanks.text("court.division", court.division());
        blanks.present("type", type);
        blanks.notEmpty("legalBasis", legalBasis);
        Attorney who = attorney == null ? new Attorney(null, null, null, null, null) : attorney;
        blanks.text("attorney.name", who.name());
        blanks.text("attorney.barNumber", who.barNumber());
        blanks.text("attorney.office", who.office());
        blanks.text("attorney.phone", who.phone());
        blanks.text("attorney.email", who.email());
        blanks.text("technicalContact", technicalContact);
        blanks.text("reportTo", reportTo);
        blanks.text("redress", redress);
        blanks.present("effectiveAt", effectiveAt);
        blanks.present("completeBy", completeBy);
        blanks.present("expiresAt", expiresAt);
        blanks.notEmpty("targets", targets);
        for (int i = 0; i < targets.size(); i++) {
            for (String field : targets.get(i).missing()) {
                blanks.paths.add("targets[" + i + "]." + field);
            }
        }
        return blanks.paths;
    }

    /** Every exhibit that a target's reasons cite, once. */
    Set<UUID> exhibits() {
        return cited(targets);
    }

    private static Set<UUID> cited(List<Target> targets) {
        Set<UUID> cited = new HashSet<>();
        targets.forEach(target -> cited.addAll(target.exhibits()));
        return cited;
    }

    private static final class Blanks {
        private final List<String> paths = new ArrayList<>();

        private void text(String path, @Nullable String value) {
            if (value == null || value.isBlank()) {
                paths.add(path);
            }
        }

        private void present(String path, @Nullable Object value) {
            if (value == null) {
                paths.add(path);
            }
        }

        private void notEmpty(String path, List<?> values) {
            if (values.isEmpty()) {
                paths.add(path);
            }
        }
    }
}
