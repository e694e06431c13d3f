package org.trapline.evidence;

import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.trapline.defaults.Problem;
import org.trapline.evidence.campaigns.NoSuchCampaign;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.NoSuchExhibit;
import org.trapline.evidence.exhibits.Sha256Hex;
import org.trapline.evidence.fsck.FsckAlreadyRuns;
import org.trapline.evidence.fsck.NoSuchFsckRun;
import org.trapline.evidence.intake.IntakeInterrupted;
import org.trapline.evidence.intake.RefusedUpload;
import org.trapline.evidence.intake.TooManyIntakes;
import org.trapline.evidence.intake.VaultFailed;
import org.trapline.evidence.ledger.NoSuchTile;
import org.trapline.evidence.matters.NoSuchMatter;
import org.trapline.evidence.parameters.InvalidParameter;
import org.trapline.evidence.parameters.NotATime;
import org.trapline.evidence.traps.TrapNameTaken;

/** What can go wrong, as callers see it: this file is the service's error contract. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response refusedUpload(RefusedUpload e) {
        return Problem.of(e.code(), "Upload refused", 400, e.getMessage())
                .build()
                .toResponse();
    }

    /** {@code kept} messages before the fault are recorded under {@code batch}. */
    @ServerExceptionMapper
    Response intakeInterrupted(IntakeInterrupted e) {
        return Problem.of(e.fault(), "Upload is faulty", 400, e.getMessage())
                .with("batch", e.batch())
                .with("kept", e.kept())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response tooManyIntakes(TooManyIntakes e) {
        return Problem.of("too-many-intakes", "Busy", 503, e.getMessage())
                .withHeader("Retry-After", "2")
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response notASha256(Sha256Hex.NotASha256 e) {
        return Problem.of("invalid-sha256", "Not a SHA-256", 400, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response notATime(NotATime e) {
        return Problem.of("invalid-time", "Not a time", 400, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response invalidParameter(InvalidParameter e) {
        return Problem.of("invalid-parameter", "Invalid parameter", 400, e.getMessage())
                .with("parameter", e.parameter())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchMatter(NoSuchMatter e) {
        return Problem.of("no-such-matter", "No such matter", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchExhibit(NoSuchExhibit e) {
        return Problem.of("no-such-exhibit", "No such exhibit", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchCampaign(NoSuchCampaign e) {
        return Problem.of("no-such-campaign", "No such campaign", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchTile(NoSuchTile e) {
        return Problem.of("no-such-tile", "No such tile", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response exhibitAnomaly(ExhibitAnomaly e) {
        return Problem.of("exhibit-anomaly", "Exhibit blocked", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response fsckAlreadyRuns(FsckAlreadyRuns e) {
        return Problem.of("fsck-already-runs", "A check goes on", 409, e.getMessage())
                .with("run", e.run())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchFsckRun(NoSuchFsckRun e) {
        return Problem.of("no-such-fsck-run", "No such check", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response trapNameTaken(TrapNameTaken e) {
        return Problem.of("trap-name-taken", "Name taken", 409, e.getMessage())
                .build()
                .toResponse();
    }

    /** The vault's disk is full or failing: nothing was acknowledged, so the caller may send it again. */
    @ServerExceptionMapper
    Response vaultFailed(VaultFailed e) {
        LOG.error("vault failed", e);
        return Problem.of("store-unavailable", "Try again", 503, "The evidence cannot be written or read just now")
                .withHeader("Retry-After", "2")
                .build()
                .toResponse();
    }
}
