package org.trapline.evidence.traps;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A trap to be entered; see {@link Trap.View} for the fields. Exactly one of address and domain is given. */
record NewTrap(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 200) String pool,
        @NotBlank @Size(max = 200) String operator,
        @Nullable @Size(max = 320) String address,
        @Nullable @Size(max = 253) String domain,
        @NotBlank @Size(max = 2000) String affidavit,

        @Nullable @Pattern(regexp = Traps.AUTHORITY, message = Traps.AUTHORITY_SAYS) String authority) {

    @AssertTrue(message = "exactly one of address and domain is needed") boolean isOneOfAddressAndDomain() {
        return (address == null) != (domain == null);
    }
}
