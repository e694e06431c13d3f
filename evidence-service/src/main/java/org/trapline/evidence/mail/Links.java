package org.trapline.evidence.mail;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the links of a message and the hosts that they lead to. Nothing is ever resolved. */
final class Links {

    private static final int MAX_HOSTS = 1000;
    private static final int MAX_LINKS = 1000;
    private static final int MAX_TARGET = 2048;
    private static final int MAX_SHOWN = 200;

    private final Map<String, LinkedHost> hosts = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<Link> links = new ArrayList<>();
    private String part = "1";

    /** What is added from here on stands in this part. */
    void inPart(String path) {
        part = path;
    }

    /** Adds what stands in plain text: URLs, and names with a known top-level domain. */
    void addText(String text) {
        TextLinks.find(text, (url, bare) -> {
            if (hosts.size() < MAX_HOSTS) {
                add(
                        bare ? "http://" + url : url,
                        "",
                        bare ? EnumSet.of(Link.Sign.BARE) : EnumSet.noneOf(Link.Sign.class));
            }
        });
    }

    /** Adds a link's target; anything but http and https is passed over. */
    void add(String url) {
        add(url, "", EnumSet.noneOf(Link.Sign.class));
    }

    /** @param shown what a reader sees in its place */
    void add(String url, String shown, Set<Link.Sign> signs) {
        Optional<Urls.Target> target = Urls.target(url);
        if (target.isEmpty()) {
            return;
        }
        Urls.Target found = target.get();
        LinkedHost host = hosts.get(found.host());
        if (host == null) {
            if (hosts.size() >= MAX_HOSTS) {
                return;
            }
            host = linkedHost(found.host());
            hosts.put(found.host(), host);
        }
        String inner = Urls.inParameter(found.url());
        if (links.size() < MAX_LINKS && seen.add(found.url() + '\n' + shown)) {
            signs.addAll(found.signs());
            if (inner != null) {
                signs.add(Link.Sign.REDIRECTOR);
            }
            if (!shown.isEmpty() && differs(shown, host)) {
                signs.add(Link.Sign.SHOWN_DIFFERS);
            }
            links.add(new Link(
                    cut(found.url(), MAX_TARGET),
                    host.host(),
                    host.site(),
                    cut(shown, MAX_SHOWN),
                    part,
                    signs.stream().map(Link.Sign::code).toList()));
        }
        // One level: a parameter inside a parameter is the redirector's own affair.
        if (inner != null && !signs.contains(Link.Sign.REDIRECTED)) {
            add(inner, "", EnumSet.of(Link.Sign.REDIRECTED));
        }
    }

    private static boolean differs(String shown, LinkedHost host) {
        if (shown.length() > MAX_SHOWN || shown.indexOf('.') < 0) {
            return false;
        }
        List<String> named = new ArrayList<>();
        TextLinks.find(
                shown, (url, bare) -> Urls.target(bare ? "http://" + url : url).ifPresent(t -> named.add(t.host())));
        return !named.isEmpty() && named.stream().map(Links::linkedHost).noneMatch(h -> isSame(h, host));
    }

    private static boolean isSame(LinkedHost one, LinkedHost other) {
        return one.site() != null ? one.site().equals(other.site()) : one.host().equals(other.host());
    }

    private static String cut(String value, int most) {
        return Headers.storable(value.length() > most ? value.substring(0, most) : value, most);
    }

    Set<LinkedHost> hosts() {
        return new LinkedHashSet<>(hosts.values());
    }

    List<Link> links() {
        return links;
    }

    private static LinkedHost linkedHost(String host) {
        return new LinkedHost(host, isAddress(host) ? null : site(host));
    }

    private static @Nullable String site(String host) {
        return PublicSuffixes.registrableDomain(host).orElse(null);
    }

    private static boolean isAddress(String host) {
        char last = host.charAt(host.length() - 1);
        return host.indexOf(':') >= 0
                || (last >= '0'
                        && last <= '9'
                        && host.lastIndexOf('.') > host.length() - 5
                        && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    }
}
