package org.trapline.evidence.disposals;

import io.smallrye.config.ConfigMapping;
import java.time.Period;
import java.util.Map;
import org.trapline.evidence.exhibits.ExhibitKind;

/** For whoever runs the service: how long exhibits are kept at least. */
@ConfigMapping(prefix = "trapline.evidence.retention")
interface RetentionConfig {

    /**
     * How long exhibits of a kind are kept at least, counted from their last receipt, for example {@code TRAP_MESSAGE=P7Y}. A
     * kind that is not named is kept for ever. Nothing is disposed of by this alone: it says what may be proposed.
     */
    Map<ExhibitKind, Period> periods();
}
