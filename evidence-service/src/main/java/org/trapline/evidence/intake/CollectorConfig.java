package org.trapline.evidence.intake;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** For whoever runs the service: what custody is to say of the machine that takes evidence in. */
@ConfigMapping(prefix = "trapline.evidence.collector")
interface CollectorConfig {

    /** What sets the machine's clock, for example {@code NTP, ntp1.office.example}. Nothing is said where this is not set. */
    Optional<String> clockSource();
}
