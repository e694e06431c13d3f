package org.trapline.gateway;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who calls, by the bearer token: signature, issuer, audience and expiry are OpenID Connect's part, done when asked for
 * and once. A token that expires while its request runs has been valid when it counted.
 */
final class Callers {

    private Callers() {}

    /** The token's subject; fails with {@link Refused}. */
    static Future<String> subject(RoutingContext routing) {
        Context eventLoop = routing.vertx().getOrCreateContext();
        Promise<String> subject = Promise.promise();
        // Quarkus' own handler would answer a bad token itself, without a problem document.
        routing.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        QuarkusHttpUser.getSecurityIdentity(routing, null)
                .subscribe()
                .with(
                        identity -> eventLoop.runOnContext(now -> settle(subject, identity)),
                        failure -> eventLoop.runOnContext(now -> subject.fail(new Refused(reason(failure)))));
        return subject.future();
    }

    private static void settle(Promise<String> subject, SecurityIdentity identity) {
        if (identity != null
                && !identity.isAnonymous()
                && identity.getPrincipal() instanceof JsonWebToken token
                && token.getSubject() != null) {
            subject.complete(token.getSubject());
        } else {
            subject.fail(new Refused(
                    identity == null || identity.isAnonymous() ? Problem.tokenMissing() : Problem.tokenInvalid()));
        }
    }

    private static Problem reason(Throwable failure) {
        return failure instanceof AuthenticationFailedException
                ? Problem.tokenInvalid()
                : Problem.identityProviderDown();
    }

    /** Carries a problem through a future. */
    static final class Refused extends Exception {

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.title(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}
