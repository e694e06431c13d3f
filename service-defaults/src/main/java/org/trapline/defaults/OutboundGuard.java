package org.trapline.defaults;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Stands before every look-up outside: hosts, links and referrals come from spam and from strangers' servers, and must not
 * lead into our own network (server-side request forgery). Asked again for each redirect.
 */
@ApplicationScoped
public class OutboundGuard {

    private final Set<String> allowed;
    private final boolean onlyAllowed;

    OutboundGuard(OutboundConfig config) {
        this.allowed = config.allowed().orElse(Set.of());
        this.onlyAllowed = config.onlyAllowed();
    }

    /** @throws OutboundRefused unless it is http(s) to an address that may be reached */
    public void check(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new OutboundRefused(uri.toString(), "not an http address");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        check(uri.getHost(), port);
    }

    /** @throws OutboundRefused unless every address of the host may be reached */
    public void check(String host, int port) {
        String target = host.toLowerCase(Locale.ROOT) + ":" + port;
        if (allowed.contains(target)) {
            return;
        }
        if (onlyAllowed) {
            throw new OutboundRefused(target, "only listed addresses may be reached here");
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!isPublic(address)) {
                    throw new OutboundRefused(target, "not a public address");
                }
            }
        } catch (UnknownHostException e) {
            throw new OutboundRefused(target, "no such host");
        }
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
        boolean carrierGradeNat = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrierGradeNat);
    }
}
