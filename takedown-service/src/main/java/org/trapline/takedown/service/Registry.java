package org.trapline.takedown.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.trapline.defaults.OutboundGuard;
import org.trapline.rdap.RawReply;
import org.trapline.rdap.RdapAnswer;
import org.trapline.rdap.RdapClient;
import org.trapline.rdap.RdapDomain;
import org.trapline.rdap.RdapLimits;
import org.trapline.takedown.evidence.EvidenceUnavailable;
import org.trapline.takedown.evidence.Exhibits;
import org.trapline.takedown.schedule.Registration;

/** Registration data as it is now, and its raw answers as exhibits. */
@ApplicationScoped
public class Registry {

    private final RdapClient rdap;
    private final Exhibits exhibits;

    Registry(RdapConfig config, OutboundGuard guard, Exhibits exhibits, Clock clock) {
        this.rdap = new RdapClient(config.bootstrapUrl(), guard::check, RdapLimits.DEFAULT, clock);
        this.exhibits = exhibits;
    }

    /** Never from a cache. */
    public RdapAnswer ask(String registrableName) {
        return rdap.domain(registrableName);
    }

    /**
     * @return exhibit ids, in the order of the replies
     * @throws EvidenceUnavailable when they could not be deposited now
     */
    public List<UUID> deposit(RdapAnswer answer, UUID matter) {
        List<UUID> deposited = new ArrayList<>();
        for (RawReply reply : answer.replies()) {
            if (reply.body().length > 0) {
                deposited.add(exhibits.deposit(Exhibits.Kind.RDAP_RESPONSE, matter, reply.body()));
            }
        }
        return deposited;
    }

    static Registration registration(RdapAnswer.Found found, List<UUID> deposited) {
        RdapDomain domain = found.domain();
        RdapDomain.Registrar registrar = domain.registrar();
        return new Registration(
                domain.ldhName(),
                registrar == null ? null : registrar.ianaId(),
                registrar == null ? null : registrar.name(),
                domain.statuses().stream().sorted().toList(),
                domain.nameservers().stream().sorted().toList(),
                domain.dsData().stream()
                        .map(ds -> ds.keyTag() + " " + ds.algorithm() + " " + ds.digestType() + " " + ds.digest())
                        .toList(),
                found.replies().get(0).receivedAt(),
                deposited);
    }

    static List<String> abuseMail(RdapAnswer.Found found) {
        return found.domain().abuseContacts().stream()
                .map(RdapDomain.AbuseContact::email)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
