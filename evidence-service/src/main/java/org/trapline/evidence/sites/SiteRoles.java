package org.trapline.evidence.sites;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.trapline.evidence.mail.LinkedHost;
import org.trapline.messaging.StoreFailed;

/**
 * The role of each site: what a person decided, else what a list of well-known names says, else what the mail itself shows,
 * else advertised.
 */
@ApplicationScoped
public class SiteRoles {

    /** Raised with every change of the list, so that a reason names what it was read from. */
    static final String LIST = "site-roles-1.txt";

    /** What another replica has decided is known here after so long. */
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DataSource dataSource;
    private final Map<String, AssignedRole> listed = list();
    private volatile Known known = new Known(System.nanoTime() - 2 * KNOWN_NANOS, Map.of());

    SiteRoles(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param site registrable domain, lower case */
    public AssignedRole roleOf(String site) {
        AssignedRole kept = kept().get(site);
        AssignedRole onList = listed.get(site);
        if (kept != null && (kept.by() == AssignedRole.Source.PERSON || onList == null)) {
            return kept;
        }
        return onList == null ? AssignedRole.ADVERTISED : onList;
    }

    /** Whether the site is what mail sells, and neither an imitated brand nor a shared service. */
    public boolean isAdvertised(String site) {
        return roleOf(site).role() == SiteRole.ADVERTISED;
    }

    /** The sites among linked hosts that are advertised. */
    public SortedSet<String> advertised(Collection<LinkedHost> links) {
        SortedSet<String> sites = new TreeSet<>();
        for (LinkedHost link : links) {
            String site = link.site();
            if (site != null && isAdvertised(site)) {
                sites.add(site);
            }
        }
        return sites;
    }

    /** Has the next look-up read what was decided just now. */
    void forget() {
        known = new Known(System.nanoTime() - 2 * KNOWN_NANOS, known.roles());
    }

    private Map<String, AssignedRole> kept() {
        Known current = known;
        if (System.nanoTime() - current.at() > KNOWN_NANOS) {
            current = new Known(System.nanoTime(), read());
            known = current;
        }
        return current.roles();
    }

    private Map<String, AssignedRole> read() {
        Map<String, AssignedRole> roles = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement evidence =
                        connection.prepareStatement("select site, role, campaigns, companions from site_evidence");
                PreparedStatement decided = connection.prepareStatement(
                        "select distinct on (site) site, role, reason, actor_name from site_role order by site, id desc");
                ResultSet shown = evidence.executeQuery();
                ResultSet row = decided.executeQuery()) {
            while (shown.next()) {
                String reason = "stands in " + shown.getLong(3) + " campaigns beside " + shown.getLong(4)
                        + " other sites, none of which is in more than half of them";
                roles.put(
                        shown.getString(1),
                        new AssignedRole(SiteRole.valueOf(shown.getString(2)), AssignedRole.Source.EVIDENCE, reason));
            }
            while (row.next()) {
                String reason = row.getString(3) + " (" + row.getString(4) + ")";
                roles.put(
                        row.getString(1),
                        new AssignedRole(SiteRole.valueOf(row.getString(2)), AssignedRole.Source.PERSON, reason));
            }
            return roles;
        } catch (SQLException e) {
            throw new StoreFailed("the roles of sites were not read", e);
        }
    }

    private static Map<String, AssignedRole> list() {
        Map<String, AssignedRole> roles = new HashMap<>();
        try (InputStream in = SiteRoles.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("#", 2)[0].strip().split("\\s+");
                if (words.length == 2) {
                    SiteRole role = SiteRole.valueOf(words[0]);
                    roles.put(words[1], new AssignedRole(role, AssignedRole.Source.LIST, "on " + LIST));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(roles);
    }

    /** @param at {@link System#nanoTime()} of the reading */
    private record Known(long at, Map<String, AssignedRole> roles) {}
}
