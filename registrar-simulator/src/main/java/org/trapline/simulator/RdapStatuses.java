package org.trapline.simulator;

import java.util.List;
import java.util.Locale;

/** EPP statuses in the words of RFC 8056. */
final class RdapStatuses {

    private RdapStatuses() {}

    static List<String> of(Domain domain) {
        if (domain.statuses().isEmpty()) {
            return List.of(domain.nameservers().isEmpty() ? "inactive" : "active");
        }
        return domain.statuses().stream()
                .map(status -> status.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
