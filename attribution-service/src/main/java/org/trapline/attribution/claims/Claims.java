package org.trapline.attribution.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.attribution.matters.Matters;
import org.trapline.attribution.operators.Evidence;
import org.trapline.attribution.operators.EvidenceStore;
import org.trapline.attribution.operators.Node;
import org.trapline.attribution.operators.Trait;
import org.trapline.attribution.parties.Parties;
import org.trapline.attribution.parties.Party;
import org.trapline.attribution.sites.SiteName;
import org.trapline.defaults.Caller;

/** Records claims, and what they are evidence of, in one transaction. */
@ApplicationScoped
public class Claims {

    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final Session entities;
    private final Matters matters;
    private final Parties parties;
    private final EvidenceStore evidence;
    private final Clock clock;

    Claims(Session entities, Matters matters, Parties parties, EvidenceStore evidence, Clock clock) {
        this.entities = entities;
        this.matters = matters;
        this.parties = parties;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * What a register says of a site's registration, as if a person had entered it.
     *
     * @param predicate one that takes a site and a value
     * @param by        what entered it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ofRegister(
            UUID matter,
            SiteName site,
            Predicate predicate,
            String value,
            Provenance source,
            Instant observedAt,
            String by) {
        record(
                matter,
                new Statement(
                        Reference.site(site),
                        predicate,
                        Reference.value(value),
                        source,
                        observedAt,
                        Statement.USUAL_CONFIDENCE),
                by);
    }

    UUID record(UUID matter, Statement statement, String by) {
        Evidence said = evidenceOf(matter, statement);
        Claim claim = new Claim(matter, statement, by, clock.instant());
        entities.persist(claim);
        evidence.add(matter, said);
        nameSite(matter, statement.subject());
        nameSite(matter, statement.object());
        LOG.infof("claim recorded claim=%s matter=%s predicate=%s", claim.id(), matter, statement.predicate());
        return claim.id();
    }

    private Evidence evidenceOf(UUID matter, Statement statement) {
        Node subject = node(matter, statement.subject());
        String source = statement.source().source();
        UUID exhibit = statement.source().exhibit();
        if (statement.object().is(Term.VALUE)) {
            Trait trait = statement.predicate().trait().orElseThrow();
            String value = statement.object().id();
            if (trait.normal(value).isEmpty()) {
                throw new InvalidClaim("object.value says nothing that could be compared");
            }
            return Evidence.Holding.of(subject, trait, value, source, exhibit);
        }
        return new Evidence.Relation(
                subject,
                statement.predicate().tie().orElseThrow(),
                node(matter, statement.object()),
                statement.confidence(),
                source,
                exhibit);
    }

    private Node node(UUID matter, Reference reference) {
        if (reference.is(Term.SITE)) {
            return Node.site(reference.id());
        }
        Party party = parties.require(matter, UUID.fromString(reference.id()));
        return EvidenceStore.nodeOf(party);
    }

    private void nameSite(UUID matter, Reference reference) {
        if (reference.is(Term.SITE)) {
            matters.names(matter, reference.id());
        }
    }

    Optional<Claim> find(UUID id) {
        return Optional.ofNullable(entities.find(Claim.class, id));
    }

    /** Claims about a site that the caller may see, newest first, at most 500. */
    public List<ClaimView> aboutSite(String site, @Nullable UUID matter, Caller caller) {
        List<Claim> claims = entities.createNativeQuery(
                        """
                        select * from claim
                        where ((subject_kind = 'SITE' and subject_id = :site) or (object_kind = 'SITE' and object_id = :site))
                          and (cast(:matter as uuid) is null or matter = :matter) and %s
                        order by id desc limit 500""".formatted(Matters.visibleCondition("claim.matter")), Claim.class)
                .setParameter("site", site)
                .setParameter("matter", matter, UUID.class)
                .setParameter("viewer", Matters.viewer(caller))
                .getResultList();
        return claims.stream().map(ClaimView::of).toList();
    }

    List<Claim> page(@Nullable UUID matter, @Nullable UUID party, Caller caller, @Nullable UUID after, int rows) {
        return entities.createNativeQuery("""
                        select * from claim
                        where (cast(:matter as uuid) is null or matter = :matter)
                          and (cast(:party as text) is null
                               or (subject_kind = 'PARTY' and subject_id = :party)
                               or (object_kind = 'PARTY' and object_id = :party))
                          and %s
                          and (cast(:after as uuid) is null or id > :after)
                        order by id limit :rows""".formatted(Matters.visibleCondition("claim.matter")), Claim.class)
                .setParameter("matter", matter, UUID.class)
                .setParameter("party", party == null ? null : party.toString(), String.class)
                .setParameter("viewer", Matters.viewer(caller))
                .setParameter("after", after, UUID.class)
                .setParameter("rows", rows)
                .getResultList();
    }
}
