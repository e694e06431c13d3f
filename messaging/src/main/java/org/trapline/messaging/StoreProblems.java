package org.trapline.messaging;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.trapline.defaults.Problem;

/** What the store and the mechanisms in it answer with, the same in every service. */
class StoreProblems {

    private static final Logger LOG = Logger.getLogger(StoreProblems.class);

    @ServerExceptionMapper
    Response idempotencyKeyReused(IdempotencyKeyReused e) {
        return Problem.of("idempotency-key-reused", "Idempotency-Key reused", 422, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response invalidIdempotencyKey(InvalidIdempotencyKey e) {
        return Problem.of("invalid-idempotency-key", "Invalid Idempotency-Key", 400, e.getMessage())
                .build()
                .toResponse();
    }

    /** A commit that fails under an endpoint comes wrapped, since the endpoint declares no such exception. */
    @ServerExceptionMapper({
        ArcUndeclaredThrowableException.class,
        StoreFailed.class,
        QuarkusTransactionException.class,
        SQLException.class,
        PersistenceException.class,
        RollbackException.class
    })
    Response storeFailed(Exception e) {
        if (changedMeanwhile(e)) {
            return Problem.of(
                            "changed-meanwhile",
                            "Changed meanwhile",
                            409,
                            "somebody else changed this at the same time; read it again")
                    .build()
                    .toResponse();
        }
        if (Transience.mayPass(e)) {
            LOG.warnf("store is not available: %s", root(e));
            return Problem.of(
                            "store-unavailable",
                            "Store unavailable",
                            503,
                            "the database cannot be used now; nothing was changed, try again")
                    .withHeader(HttpHeaders.RETRY_AFTER, "2")
                    .build()
                    .toResponse();
        }
        LOG.error("store failed", e);
        return Problem.of("store-failed", "Internal server error", 500, null)
                .build()
                .toResponse();
    }

    /** Hibernate compares versions at the flush, so the commit may be what fails. */
    private static boolean changedMeanwhile(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
