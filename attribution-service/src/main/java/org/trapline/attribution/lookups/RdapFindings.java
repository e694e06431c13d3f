package org.trapline.attribution.lookups;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.claims.Claims;
import org.trapline.attribution.claims.Predicate;
import org.trapline.attribution.claims.Provenance;
import org.trapline.attribution.operators.Evidence;
import org.trapline.attribution.operators.EvidenceStore;
import org.trapline.attribution.operators.Node;
import org.trapline.attribution.operators.Trait;
import org.trapline.attribution.sites.SiteName;
import org.trapline.rdap.RdapAnswer;
import org.trapline.rdap.RdapDomain;

/** Turns an RDAP answer into a fact, into claims about the registrant, and into evidence, in the caller's transaction. */
@ApplicationScoped
class RdapFindings {

    private static final Pattern PO_BOX = Pattern.compile("(?i)\\b(p\\.?\\s*o\\.?|post office)\\s*box\\b");
    private static final int LONGEST_VALUE = 500;

    private final Session entities;
    private final Claims claims;
    private final EvidenceStore evidence;
    private final ObjectMapper json;
    private final Clock clock;

    RdapFindings(Session entities, Claims claims, EvidenceStore evidence, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.claims = claims;
        this.evidence = evidence;
        this.json = json;
        this.clock = clock;
    }

    /** @return the exhibit that shows it, null when there is none */
    @Nullable UUID record(LookupJob job, RdapAnswer answer, List<Reply> replies) {
        ObjectNode data = json.createObjectNode();
        FactKind kind;
        if (answer instanceof RdapAnswer.Found found) {
            kind = FactKind.RDAP_DOMAIN;
            data = json.valueToTree(found.domain());
            data.put("held", found.domain().held());
            RdapAnswer.Unavailable hop = found.registrarHop();
            data.put("registrarUnavailable", hop == null ? null : hop.reason());
        } else if (answer instanceof RdapAnswer.NotFound) {
            kind = FactKind.RDAP_NOT_FOUND;
        } else if (answer instanceof RdapAnswer.NoServer) {
            kind = FactKind.RDAP_NO_SERVER;
        } else {
            kind = FactKind.RDAP_UNAVAILABLE;
            data.put("reason", ((RdapAnswer.Unavailable) answer).reason());
        }
        data.set("replies", json.valueToTree(replies));
        Reply first = replies.isEmpty() ? null : replies.get(0);
        Instant observedAt = first == null ? clock.instant() : first.receivedAt();
        UUID exhibit = first == null ? null : first.exhibit();
        entities.persist(
                new Fact(job, kind, first == null ? "RDAP bootstrap" : first.uri(), observedAt, exhibit, data));
        if (answer instanceof RdapAnswer.Found found) {
            conclude(job, found.domain(), replies.get(replies.size() - 1));
        }
        return exhibit;
    }

    /** @param last the answer that completes the others, usually the registrar's own */
    private void conclude(LookupJob job, RdapDomain domain, Reply last) {
        SiteName site = new SiteName(job.site());
        Provenance source = new Provenance(Provenance.Kind.RDAP, "registration of " + job.site(), last.exhibit());
        String key = source.source();
        Node node = Node.site(job.site());
        for (String server : domain.nameservers()) {
            evidence.add(job.matter(), Evidence.Holding.of(node, Trait.NAME_SERVER, server, key, last.exhibit()));
        }
        RdapDomain.Registrar registrar = domain.registrar();
        if (registrar != null
                && registrar.ianaId() != null
                && !registrar.ianaId().isBlank()) {
            evidence.add(
                    job.matter(), Evidence.Holding.of(node, Trait.REGISTRAR, registrar.ianaId(), key, last.exhibit()));
        }
        RdapDomain.Registrant registrant = domain.registrant();
        if (registrant != null) {
            claim(job, site, Predicate.REGISTERED_BY, registrant.name(), source, last);
            if (registrant.organization() != null && !registrant.organization().equals(registrant.name())) {
                claim(job, site, Predicate.REGISTERED_BY, registrant.organization(), source, last);
            }
            claim(job, site, Predicate.USES_EMAIL, registrant.email(), source, last);
            claim(job, site, Predicate.USES_PHONE, registrant.phone(), source, last);
            String address = registrant.address();
            if (address != null && PO_BOX.matcher(address).find()) {
                claim(job, site, Predicate.USES_PO_BOX, address, source, last);
            }
        }
    }

    /** What a stranger's server sent is cut to what a person could have entered; what says nothing is left out. */
    private void claim(
            LookupJob job, SiteName site, Predicate predicate, @Nullable String value, Provenance source, Reply reply) {
        if (value == null) {
            return;
        }
        String plain = value.replaceAll("\\p{Cntrl}+", " ").strip();
        String bounded = plain.length() > LONGEST_VALUE ? plain.substring(0, LONGEST_VALUE) : plain;
        if (predicate.saysSomething(bounded)) {
            claims.ofRegister(job.matter(), site, predicate, bounded, source, reply.receivedAt(), "lookup:" + job.id());
        }
    }
}
