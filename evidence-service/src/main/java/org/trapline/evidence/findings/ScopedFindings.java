package org.trapline.evidence.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Page;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.messaging.Idempotency;

/** Findings over the messages of a campaign or matter that the caller may see: counts by machine, rates by people's samples. */
@ApplicationScoped
class ScopedFindings {

    private final RollUps rollUps;
    private final Samples samples;
    private final Sampling sampling;
    private final Rules rules;
    private final ExhibitAccess access;
    private final Idempotency idempotency;
    private final Caller caller;

    ScopedFindings(
            RollUps rollUps,
            Samples samples,
            Sampling sampling,
            Rules rules,
            ExhibitAccess access,
            Idempotency idempotency,
            Caller caller) {
        this.rollUps = rollUps;
        this.samples = samples;
        this.sampling = sampling;
        this.rules = rules;
        this.access = access;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    RollUp rollUp(Scope.Kind kind, UUID id) {
        Scope scope = scope(kind, id);
        return RollUp.of(required(scope), rollUps.reviews(scope), rules.set());
    }

    @Transactional
    RestResponse<SampleView> draw(Scope.Kind kind, UUID id, @Nullable String key, NewSample wanted) {
        Scope scope = scope(kind, id);
        required(scope);
        UUID sample = idempotency.once(
                caller.subject(),
                key,
                "POST " + kind.path() + id + "/samples " + wanted,
                () -> sampling.draw(scope, wanted.rule(), wanted.size(), caller));
        return RestResponse.ResponseBuilder.<SampleView>created(URI.create(kind.path() + id + "/samples/" + sample))
                .entity(view(samples.require(scope, sample)))
                .build();
    }

    Page<SampleView> samples(Scope.Kind kind, UUID id) {
        Scope scope = scope(kind, id);
        required(scope);
        return new Page<>(samples.of(scope).stream().map(this::view).toList(), null);
    }

    SampleView sample(Scope.Kind kind, UUID id, UUID sample) {
        Scope scope = scope(kind, id);
        required(scope);
        return view(samples.require(scope, sample));
    }

    private SampleView view(Samples.Sample sample) {
        return SampleView.of(sample, samples.place(sample), samples.reviews(sample, access.sight(caller)), rules.set());
    }

    private Scope scope(Scope.Kind kind, UUID id) {
        return new Scope(kind, id, access.sight(caller));
    }

    /** The messages in sight; without any the caller is not to know that the campaign or matter exists. */
    private List<RollUps.Tally> required(Scope scope) {
        boolean hidden = scope.kind() == Scope.Kind.MATTER && !scope.sight().has(scope.id());
        List<RollUps.Tally> tallies = hidden ? List.of() : rollUps.tallies(scope);
        if (tallies.isEmpty()) {
            throw new NothingToReview(scope.kind(), scope.id());
        }
        return tallies;
    }
}
