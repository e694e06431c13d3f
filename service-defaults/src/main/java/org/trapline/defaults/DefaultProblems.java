package org.trapline.defaults;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The problems that any service may answer with; what a domain adds stands in its service's {@code Problems}. */
class DefaultProblems {

    @ServerExceptionMapper
    Response invalidCursor(InvalidCursor e) {
        return Problem.of("invalid-cursor", "Invalid cursor", 400, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response preconditionRequired(PreconditionRequired e) {
        return Problem.of("if-match-required", "If-Match required", 428, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response staleVersion(StaleVersion e) {
        return Problem.of("stale-version", "Changed by someone else", 412, e.getMessage())
                .withHeader("ETag", Versions.etag(e.current()))
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response outboundRefused(OutboundRefused e) {
        return Problem.of("outbound-refused", "Look-up refused", 409, e.getMessage())
                .build()
                .toResponse();
    }
}
