package org.trapline.defaults;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A request without a token, or with one that is not valid, answers 401. The problem extension has mappers for these too, but
 * they read a field of Quarkus that 3.34 has no more and would answer 500; a lower number goes first.
 */
class AuthenticationProblems {

    @ServerExceptionMapper(priority = 1)
    Response unauthorized(UnauthorizedException e) {
        return unauthorized();
    }

    @ServerExceptionMapper(priority = 1)
    Response authenticationFailed(AuthenticationFailedException e) {
        return unauthorized();
    }

    private static Response unauthorized() {
        return HttpProblem.builder()
                .withTitle("Unauthorized")
                .withStatus(Response.Status.UNAUTHORIZED)
                .withDetail("a valid bearer token is needed")
                .withHeader("WWW-Authenticate", "Bearer")
                .build()
                .toResponse();
    }
}
