package org.trapline.attribution.claims;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who says it. Claims with the same kind and reference come from one source and count once.
 *
 * @param kind      what sort of source
 * @param reference names the source: the filing's number, the account, the witness
 * @param exhibit   where the evidence service keeps it, if it does
 */
public record Provenance(
        @NotNull Kind kind,

        @NotBlank @Size(max = 300) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters") String reference,

        @Nullable UUID exhibit) {

    public enum Kind {
        FILING,
        ACCOUNT,
        WITNESS,
        RDAP,
        OTHER
    }

    /** The key by which sources are told apart. */
    public String source() {
        return kind + ":" + reference.strip().replaceAll("\\s+", " ");
    }
}
