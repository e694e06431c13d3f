package org.trapline.takedown.notices;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a registrar answers. Members that we do not know are passed over: registrars' systems are theirs. */
final class Answer {

    private Answer() {}

    /** @param reference the registrar's own ticket number */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Acknowledgement(@Size(max = 200) @Nullable String reference) {}

    /** @param names what was done as ordered; all names of the notice when absent */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Effect(@Size(max = 5000) @Nullable List<@NotBlank String> names) {}

    /** @param names what is objected to; all names of the notice when absent */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Objection(
            @NotBlank @Size(max = 4000) String reason,
            @Size(max = 5000) @Nullable List<@NotBlank String> names) {}
}
