package org.trapline.attribution.operators;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.trapline.attribution.parties.Parties;
import org.trapline.attribution.parties.Party;
import org.trapline.events.Event;
import org.trapline.events.OperatorRevised;
import org.trapline.events.Topics;
import org.trapline.messaging.Outbox;

/**
 * Looks again at the clusters that have news, from time to time, so that a batch of facts makes one revision. Only what is
 * reachable from the news is read; the rest of the matter is left alone.
 */
@ApplicationScoped
class Reviser {

    private static final Logger LOG = Logger.getLogger(Reviser.class);

    /** Clustering a large group takes longer than a transaction usually may. */
    private static final int TIMEOUT_SECONDS = 300;

    private final EvidenceStore evidence;
    private final Operators operators;
    private final Parties parties;
    private final Outbox outbox;
    private final Clock clock;

    Reviser(EvidenceStore evidence, Operators operators, Parties parties, Outbox outbox, Clock clock) {
        this.evidence = evidence;
        this.operators = operators;
        this.parties = parties;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(
            every = "${trapline.operators.revise-every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void revise() {
        List<UUID> matters = QuarkusTransaction.requiringNew().call(evidence::touchedMatters);
        for (UUID matter : matters) {
            reviseOne(matter);
        }
    }

    /** A matter that cannot be revised keeps its news for the next time and does not hold up the others. */
    private void reviseOne(UUID matter) {
        try {
            QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> revise(matter));
        } catch (RuntimeException e) {
            LOG.errorf(e, "operators not revised, will be tried again matter=%s", matter);
        }
    }

    private void revise(UUID matter) {
        operators.lockMatter(matter);
        Set<Node> touched = evidence.takeTouched(matter);
        if (touched.isEmpty()) {
            return;
        }
        CaseFile file = evidence.reachable(matter, touched);
        Set<Node> nodes = new TreeSet<>(touched);
        nodes.addAll(file.nodes());
        Map<UUID, Set<Node>> before = operators.members(operators.having(matter, nodes));
        Revision revision = Revision.of(before, Clustering.clusters(file));
        operators.forgetMembers(before.keySet());
        Map<Node, String> names = names(file);
        revision.continued().forEach((id, cluster) -> keep(operators.lock(id).orElseThrow(), cluster, file, names));
        revision.fresh().forEach(cluster -> {
            Operator operator = new Operator(matter);
            operators.persist(operator);
            keep(operator, cluster, file, names);
        });
        revision.superseded().forEach((id, by) -> dissolve(operators.lock(id).orElseThrow(), by));
    }

    private void keep(Operator operator, Cluster cluster, CaseFile file, Map<Node, String> names) {
        operators.addMembers(operator, cluster.members());
        if (operator.revision() > 0) {
            Explanation unchanged =
                    Explanation.of(operator.id(), operator.revision(), operator.matter(), cluster, file, names);
            if (unchanged.sha256().equals(operators.current(operator).sha256())) {
                return;
            }
        }
        int revision = operator.revise();
        publish(operator, Explanation.of(operator.id(), revision, operator.matter(), cluster, file, names));
    }

    private void dissolve(Operator operator, UUID by) {
        UUID into = by.equals(operator.id()) ? null : by;
        int revision = operator.dissolve(into);
        publish(operator, Explanation.dissolved(operator.id(), revision, operator.matter(), into));
    }

    private void publish(Operator operator, Explanation explanation) {
        OperatorRevision revision =
                new OperatorRevision(operator.id(), operator.revision(), explanation, clock.instant());
        operators.persist(revision);
        outbox.append(
                Topics.OPERATORS,
                Event.of(
                        "/attribution",
                        operator.id().toString(),
                        clock.instant(),
                        new OperatorRevised(
                                operator.id(), operator.revision(), explanation.sha256(), revision.sites())));
        LOG.infof(
                "operator revised operator=%s matter=%s revision=%d sites=%d",
                operator.id(),
                operator.matter(),
                operator.revision(),
                revision.sites().size());
    }

    private Map<Node, String> names(CaseFile file) {
        List<UUID> ids = file.nodes().stream()
                .filter(node -> !node.isSite())
                .map(node -> UUID.fromString(node.id()))
                .toList();
        Map<Node, String> names = new HashMap<>();
        if (!ids.isEmpty()) {
            names.putAll(parties.all(ids).stream().collect(Collectors.toMap(EvidenceStore::nodeOf, Party::name)));
        }
        return names;
    }
}
