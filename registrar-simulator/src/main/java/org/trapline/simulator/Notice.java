package org.trapline.simulator;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registrar's clerk finds in a notice.
 *
 * @param link the reply link, as written in the text, without a trailing slash
 * @param lines the schedule
 */
record Notice(@Nullable String subject, URI link, List<Line> lines) {

    /**
     * @param action as written, upper case
     * @param targets name servers of a REDIRECT_NS
     */
    record Line(String name, String action, List<String> targets) {}

    Notice {
        lines = List.copyOf(lines);
    }

    List<String> names() {
        return lines.stream().map(Line::name).toList();
    }
}
