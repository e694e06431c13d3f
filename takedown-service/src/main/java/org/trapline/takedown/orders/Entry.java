package org.trapline.takedown.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.trapline.takedown.PlausibleTime;

/**
 * What the court entered.
 *
 * @param docket        docket number
 * @param judge         who signed
 * @param enteredAt     when it was entered on the docket
 * @param certifiedCopy the court-stamped paper
 * @param names         every target that the order as entered binds, by value; a filed one that is not here was struck
 */
record Entry(
        @NotBlank @Size(max = 100) String docket,
        @NotBlank @Size(max = 200) String judge,
        @NotNull @PlausibleTime Instant enteredAt,
        @Valid @NotNull CertifiedCopy certifiedCopy,
        @NotEmpty @Size(max = 5000) List<@NotBlank String> names) {

    /** @param sha256 of the scanned file, lower-case hex */
    record CertifiedCopy(
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String sha256,
            @Min(1) int pages) {}
}
