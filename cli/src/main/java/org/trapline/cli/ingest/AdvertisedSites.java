package org.trapline.cli.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.cli.ApiClient;
import org.trapline.cli.CommandFailed;
import org.trapline.cli.Terminal;
import org.trapline.platform.Pause;

/** The sites that attribution has found in the mail, the most advertised first. */
final class AdvertisedSites {

    private static final String SITES = "/api/attribution/sites?limit=500";

    /** Attribution follows the ledger within seconds; a service that was killed needs longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(300);

    /** A registrable domain and the number of exhibits that advertise it. */
    record Site(String site, long exhibits) {}

    private final ApiClient api;
    private final Terminal terminal;

    AdvertisedSites(ApiClient api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** All of them, once attribution has seen the ledger up to {@code ledgerSize}. */
    List<Site> upTo(long ledgerSize, @Nullable String matter) {
        String first = matter == null ? SITES : SITES + "&matter=" + encode(matter);
        await(first, ledgerSize);
        List<Site> sites = new ArrayList<>();
        String next = first;
        while (next != null) {
            JsonNode page = api.get(next);
            page.path("items")
                    .forEach(item -> sites.add(new Site(
                            item.path("site").asText(), item.path("exhibits").asLong())));
            String cursor = page.path("next").asText("");
            next = page.path("next").isNull() || cursor.isEmpty() ? null : first + "&cursor=" + encode(cursor);
        }
        sites.sort(Comparator.comparingLong(Site::exhibits).reversed().thenComparing(Site::site));
        return sites;
    }

    private void await(String first, long ledgerSize) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            long seen = api.get(first).path("asOf").path("size").asLong();
            if (seen >= ledgerSize) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new CommandFailed("attribution has seen " + seen + " of " + ledgerSize + " ledger entries after "
                        + Terminal.time(PATIENCE) + ": ./trapline logs attribution");
            }
            terminal.passing("attribution has seen " + seen + " of " + ledgerSize + " ledger entries");
            Pause.of(POLL);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
