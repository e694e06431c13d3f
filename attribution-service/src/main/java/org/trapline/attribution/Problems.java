package org.trapline.attribution;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.trapline.attribution.claims.InvalidClaim;
import org.trapline.attribution.claims.NoSuchClaim;
import org.trapline.attribution.dossier.NoSuchSite;
import org.trapline.attribution.lookups.NoSuchLookup;
import org.trapline.attribution.lookups.OutboundOff;
import org.trapline.attribution.matters.NoSuchMatter;
import org.trapline.attribution.operators.NoSuchOperator;
import org.trapline.attribution.operators.StaleReview;
import org.trapline.attribution.parties.NoSuchParty;
import org.trapline.attribution.sites.InvalidSiteName;
import org.trapline.defaults.Problem;

/** The error contract of the attribution service, beside what every service answers with. */
class Problems {

    @ServerExceptionMapper({
        NoSuchMatter.class,
        NoSuchParty.class,
        NoSuchClaim.class,
        NoSuchSite.class,
        NoSuchLookup.class,
        NoSuchOperator.class
    })
    Response unknown(RuntimeException e) {
        return answer(Problem.of("unknown", "Not found", 404, e.getMessage()));
    }

    @ServerExceptionMapper
    Response invalidClaim(InvalidClaim e) {
        return answer(Problem.of("invalid-claim", "Invalid claim", 400, e.getMessage()));
    }

    @ServerExceptionMapper
    Response invalidSiteName(InvalidSiteName e) {
        return answer(Problem.of("invalid-site-name", "Invalid site name", 400, e.getMessage()));
    }

    @ServerExceptionMapper
    Response outboundOff(OutboundOff e) {
        return answer(Problem.of("outbound-off", "Outbound look-ups are off", 409, e.getMessage())
                .with("state", "OUTBOUND_OFF"));
    }

    @ServerExceptionMapper
    Response staleReview(StaleReview e) {
        return answer(Problem.of("stale-review", "Not the current revision", 409, e.getMessage())
                .with("state", e.state())
                .with("revision", e.current()));
    }

    private static Response answer(HttpProblem.Builder problem) {
        return problem.build().toResponse();
    }
}
