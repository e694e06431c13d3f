package org.trapline.rdap;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trapline.rdap.RdapAnswer.Found;
import org.trapline.rdap.RdapAnswer.NoServer;
import org.trapline.rdap.RdapAnswer.NotFound;
import org.trapline.rdap.RdapAnswer.Unavailable;

/**
 * Asks the registry about a domain and then the registrar that the registry names. Thread-safe; only the bootstrap file
 * outlives a query.
 */
public final class RdapClient {

    private static final String RDAP_JSON = "application/rdap+json";

    private final GuardedHttp http;
    private final BootstrapCache bootstrap;

    /**
     * @param bootstrap where the bootstrap file for domain names is fetched
     * @param guard called with every address before a connection to it, redirects and the registrar's included; it
     *     throws any RuntimeException to refuse
     */
    public RdapClient(URI bootstrap, Consumer<URI> guard, RdapLimits limits, Clock clock) {
        this.http = new GuardedHttp(guard, limits, clock);
        this.bootstrap = new BootstrapCache(bootstrap, http, clock);
    }

    /**
     * @param name the registrable domain, in Unicode or A-labels
     * @throws IllegalArgumentException when it is no domain name
     */
    public RdapAnswer domain(String name) {
        String asked = DomainName.aLabels(name);
        if (asked.isEmpty()) {
            throw new IllegalArgumentException("the root is no domain to ask for");
        }
        List<URI> servers;
        try {
            servers = bootstrap.current().serversFor(asked);
        } catch (NoReply e) {
            return new Unavailable(e.getMessage(), 0, null, List.of());
        }
        RdapAnswer answer = new NoServer();
        List<RawReply> replies = new ArrayList<>();
        for (URI server : servers) {
            answer = registry(server.resolve("domain/" + asked), asked, replies);
            boolean nextMayKnow = answer instanceof Unavailable u && (u.status() == 0 || u.status() >= 500);
            if (!nextMayKnow) {
                return answer;
            }
        }
        return answer;
    }

    private RdapAnswer registry(URI uri, String asked, List<RawReply> replies) {
        RawReply reply;
        try {
            reply = http.get(uri, RDAP_JSON);
        } catch (NoReply e) {
            return new Unavailable(e.getMessage(), 0, null, replies);
        }
        replies.add(reply);
        if (reply.status() == 404) {
            return new NotFound(replies);
        }
        if (reply.status() != 200) {
            return refused(reply, replies);
        }
        try {
            DomainReply read = DomainReply.of(reply.body());
            RdapDomain domain = named(asked, read.domain());
            URI link = read.registrarLink();
            boolean elsewhere = link != null && !reply.uri().resolve(link).equals(reply.uri());
            return elsewhere
                    ? withRegistrar(reply.uri().resolve(link), domain, replies)
                    : new Found(domain, replies, null);
        } catch (NoReply e) {
            return new Unavailable(e.getMessage() + ", from " + reply.uri(), reply.status(), null, replies);
        }
    }

    private Found withRegistrar(URI uri, RdapDomain domain, List<RawReply> replies) {
        @Nullable RawReply reply = null;
        try {
            reply = http.get(uri, RDAP_JSON);
            replies.add(reply);
            if (reply.status() != 200) {
                return new Found(domain, replies, refused(reply, replies));
            }
            RdapDomain registrars =
                    named(domain.ldhName(), DomainReply.of(reply.body()).domain());
            if (domain.contradicts(registrars)) {
                throw new NoReply("the server speaks for another registrar than the registry's");
            }
            return new Found(domain.completedBy(registrars), replies, null);
        } catch (NoReply e) {
            int status = reply == null ? 0 : reply.status();
            return new Found(domain, replies, new Unavailable(e.getMessage() + ", from " + uri, status, null, replies));
        }
    }

    private static RdapDomain named(String asked, RdapDomain domain) throws NoReply {
        if (!domain.ldhName().equals(asked)) {
            throw new NoReply("the answer is about another name than " + asked);
        }
        return domain;
    }

    private static Unavailable refused(RawReply reply, List<RawReply> replies) {
        String reason = reply.status() == 429 ? "rate limited by " : "status " + reply.status() + " from ";
        return new Unavailable(reason + reply.uri(), reply.status(), Headers.retryAfter(reply), replies);
    }
}
