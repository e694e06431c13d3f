package org.trapline.takedown;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.jaxrs.WebApplicationExceptionMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.trapline.defaults.Problem;
import org.trapline.takedown.cases.NoSuchCase;
import org.trapline.takedown.evidence.EvidenceUnavailable;
import org.trapline.takedown.matters.NoSuchMatter;
import org.trapline.takedown.notices.NamesNotOnNotice;
import org.trapline.takedown.notices.NoSuchNotice;
import org.trapline.takedown.notices.OrderNotInForce;
import org.trapline.takedown.orders.CitedExhibitsBlocked;
import org.trapline.takedown.orders.DrafterCannotApprove;
import org.trapline.takedown.orders.IllegalTransition;
import org.trapline.takedown.orders.InvalidOrder;
import org.trapline.takedown.orders.NamesNotFiled;
import org.trapline.takedown.orders.NoSuchOrder;
import org.trapline.takedown.orders.OperatorsNotAccepted;
import org.trapline.takedown.orders.OrderIncomplete;
import org.trapline.takedown.orders.UnknownExhibits;
import org.trapline.takedown.registrars.NoSuchRegistrar;
import org.trapline.takedown.registrars.RegistrarKnown;
import org.trapline.takedown.schedule.NoSuchLine;
import org.trapline.takedown.schedule.NotServedByHand;

/**
 * The error contract of this service (RFC 9457): each fact that refuses a request, its type, status and members. What is
 * common to all services is mapped in service-defaults and messaging.
 */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper({
        NoSuchMatter.class,
        NoSuchCase.class,
        NoSuchOrder.class,
        NoSuchNotice.class,
        NoSuchLine.class,
        NoSuchRegistrar.class
    })
    Response unknown(RuntimeException e) {
        return problem("not-found", 404, e).build().toResponse();
    }

    @ServerExceptionMapper
    Response of(IllegalTransition e) {
        return problem("illegal-transition", 409, e)
                .with("state", e.state())
                .with("act", e.act())
                .with("allowed", e.allowed())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(InvalidOrder e) {
        return problem("invalid", 400, e).build().toResponse();
    }

    @ServerExceptionMapper
    Response of(DrafterCannotApprove e) {
        return problem("drafter-cannot-approve", 403, e).build().toResponse();
    }

    @ServerExceptionMapper
    Response of(OrderIncomplete e) {
        return problem("order-incomplete", 422, e)
                .with("missing", e.missing())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(OperatorsNotAccepted e) {
        return problem("operator-not-accepted", 422, e)
                .with("operators", e.operators())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(UnknownExhibits e) {
        return problem("unknown-exhibit", 422, e)
                .with("exhibits", e.exhibits())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(CitedExhibitsBlocked e) {
        return problem("exhibit-blocked", 409, e)
                .with("exhibits", e.exhibits())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(NamesNotFiled e) {
        return problem("name-not-filed", 422, e)
                .with("names", e.names())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(NamesNotOnNotice e) {
        return problem("name-not-on-notice", 422, e)
                .with("names", e.names())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(OrderNotInForce e) {
        return problem("order-not-in-force", 409, e)
                .with("state", e.state())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(NotServedByHand e) {
        return problem("not-served-by-hand", 409, e)
                .with("state", e.state())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response of(RegistrarKnown e) {
        return problem("registrar-known", 409, e).build().toResponse();
    }

    @ServerExceptionMapper
    Response of(EvidenceUnavailable e) {
        LOG.warnf("evidence-service cannot be asked: %s", e.getMessage());
        return Problem.of(
                        "evidence-unavailable",
                        title("evidence-unavailable"),
                        503,
                        "evidence-service cannot be asked now; nothing was changed, try again")
                .withHeader(HttpHeaders.RETRY_AFTER, "5")
                .build()
                .toResponse();
    }

    /**
     * A record refused what the body holds, and its own words say what is wrong; Quarkus wraps that when it reads a body.
     * Everything else goes the extension's way, whose mapper is called here because only one of a type can be; a lower
     * number goes first.
     */
    @ServerExceptionMapper(priority = 1)
    Response of(WebApplicationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ValueInstantiationException refused
                    && refused.getCause() instanceof IllegalArgumentException fault) {
                return Problem.of("invalid", title("invalid"), 400, fault.getMessage())
                        .build()
                        .toResponse();
            }
        }
        return new WebApplicationExceptionMapper().toResponse(e);
    }

    private static HttpProblem.Builder problem(String slug, int status, RuntimeException e) {
        return Problem.of(slug, title(slug), status, e.getMessage());
    }

    private static String title(String slug) {
        String words = slug.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
