package org.trapline.evidence;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.trapline.defaults.Problem;
import org.trapline.evidence.campaigns.NoSuchCampaign;
import org.trapline.evidence.campaigns.NoSuchStatement;
import org.trapline.evidence.disposals.DisposalApproved;
import org.trapline.evidence.disposals.NoSuchDisposal;
import org.trapline.evidence.exhibits.ExhibitAnomaly;
import org.trapline.evidence.exhibits.ExhibitDisposed;
import org.trapline.evidence.exhibits.ExhibitRestricted;
import org.trapline.evidence.exhibits.IllegalRestriction;
import org.trapline.evidence.exhibits.NoSuchExhibit;
import org.trapline.evidence.exhibits.NoSuchRequest;
import org.trapline.evidence.exhibits.SecondPersonNeeded;
import org.trapline.evidence.exhibits.Sha256Hex;
import org.trapline.evidence.findings.NoSuchFinding;
import org.trapline.evidence.findings.NoSuchRule;
import org.trapline.evidence.findings.NoSuchSample;
import org.trapline.evidence.findings.NothingToReview;
import org.trapline.evidence.findings.SampleRefused;
import org.trapline.evidence.fsck.FsckAlreadyRuns;
import org.trapline.evidence.fsck.NoSuchFsckRun;
import org.trapline.evidence.holds.ExhibitHeld;
import org.trapline.evidence.holds.HoldReleased;
import org.trapline.evidence.holds.NoSuchHold;
import org.trapline.evidence.intake.IntakeInterrupted;
import org.trapline.evidence.intake.RefusedUpload;
import org.trapline.evidence.intake.TooManyIntakes;
import org.trapline.evidence.intake.UploadTooSlow;
import org.trapline.evidence.intake.VaultFailed;
import org.trapline.evidence.ledger.LedgerAnomaly;
import org.trapline.evidence.ledger.NoSuchTile;
import org.trapline.evidence.matters.NoSuchMatter;
import org.trapline.evidence.packets.NoSuchPacket;
import org.trapline.evidence.packets.PacketNotReady;
import org.trapline.evidence.packets.PacketRefused;
import org.trapline.evidence.parameters.InvalidParameter;
import org.trapline.evidence.parameters.NotATime;
import org.trapline.evidence.redaction.NotAMessage;
import org.trapline.evidence.reparse.NoSuchReparse;
import org.trapline.evidence.reparse.ReparseRuns;
import org.trapline.evidence.timestamps.NoSuchTimestamp;
import org.trapline.evidence.transfers.IllegalTransfer;
import org.trapline.evidence.transfers.NoSuchTransfer;
import org.trapline.evidence.traps.NoSuchTrap;
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

    /** {@code kept} messages that came before are recorded under {@code batch}; the connection ends, for its rest never came. */
    @ServerExceptionMapper
    Response uploadTooSlow(UploadTooSlow e, RoutingContext context) {
        context.addEndHandler(answered -> context.request().connection().close());
        return Problem.of("upload-too-slow", "Too slow", 408, e.getMessage())
                .with("batch", e.batch())
                .with("kept", e.kept())
                .withHeader("Connection", "close")
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
    Response noSuchFinding(NoSuchFinding e) {
        return Problem.of("no-such-finding", "No such finding", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchSample(NoSuchSample e) {
        return Problem.of("no-such-sample", "No such sample", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response nothingToReview(NothingToReview e) {
        return Problem.of("no-messages", "No messages", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response sampleRefused(SampleRefused e) {
        return Problem.of("sample-refused", "No such sample can be drawn", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchRule(NoSuchRule e) {
        return Problem.of("no-such-rule", "No such rule", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response notAMessage(NotAMessage e) {
        return Problem.of("not-a-message", "Not a message", 409, e.getMessage())
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
    Response noSuchTimestamp(NoSuchTimestamp e) {
        return Problem.of("no-such-timestamp", "No such time stamp", 404, e.getMessage())
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
    Response noSuchTrap(NoSuchTrap e) {
        return Problem.of("no-such-trap", "No such trap", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchStatement(NoSuchStatement e) {
        return Problem.of("no-such-statement", "No such statement", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response trapNameTaken(TrapNameTaken e) {
        return Problem.of("trap-name-taken", "Name taken", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchReparse(NoSuchReparse e) {
        return Problem.of("no-such-reparse", "No such run", 404, e.getMessage())
                .build()
                .toResponse();
    }

    /** {@code run} is the one under way. */
    @ServerExceptionMapper
    Response reparseRuns(ReparseRuns e) {
        return Problem.of("reparse-runs", "A run is under way", 409, e.getMessage())
                .with("run", e.run())
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

    /** Nothing was acknowledged. It stays so until somebody has put the rows right. */
    @ServerExceptionMapper
    Response ledgerAnomaly(LedgerAnomaly e) {
        LOG.errorf("ANOMALY of the ledger: %s", e.getMessage());
        return Problem.of("ledger-anomaly", "Ledger in doubt", 503, e.getMessage())
                .withHeader("Retry-After", "60")
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchHold(NoSuchHold e) {
        return Problem.of("no-such-hold", "No such hold", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response holdReleased(HoldReleased e) {
        return Problem.of("hold-released", "Hold released before", 409, e.getMessage())
                .build()
                .toResponse();
    }

    /** {@code hold} keeps {@code exhibit}; it is left out when the caller may not see it. */
    @ServerExceptionMapper
    Response exhibitHeld(ExhibitHeld e) {
        var problem = Problem.of("exhibit-held", "Under legal hold", 409, e.getMessage())
                .with("exhibit", e.exhibit());
        return (e.hold() == null ? problem : problem.with("hold", e.hold()))
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchDisposal(NoSuchDisposal e) {
        return Problem.of("no-such-disposal", "No such disposal", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response disposalApproved(DisposalApproved e) {
        return Problem.of("disposal-approved", "Approved before", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response secondPersonNeeded(SecondPersonNeeded e) {
        return Problem.of("second-person-needed", "Another person is needed", 403, e.getMessage())
                .build()
                .toResponse();
    }

    /** The tombstone. */
    @ServerExceptionMapper
    Response exhibitDisposed(ExhibitDisposed e) {
        return Problem.of("exhibit-disposed", "Disposed of", 410, e.getMessage())
                .with("disposal", e.disposal())
                .with("reason", e.reason())
                .with("authority", e.authority())
                .with("at", e.at())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response exhibitRestricted(ExhibitRestricted e) {
        return Problem.of("exhibit-restricted", "A second person is needed", 403, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response illegalRestriction(IllegalRestriction e) {
        return Problem.of("illegal-restriction", "Not possible as it stands", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchTransfer(NoSuchTransfer e) {
        return Problem.of("no-such-transfer", "No such transfer", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response illegalTransfer(IllegalTransfer e) {
        return Problem.of("illegal-transfer", "Not possible as it stands", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchRequest(NoSuchRequest e) {
        return Problem.of("no-such-request", "No such request", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response noSuchPacket(NoSuchPacket e) {
        return Problem.of("no-such-packet", "No such packet", 404, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response packetRefused(PacketRefused e) {
        return Problem.of(e.code(), "No packet can be made", 409, e.getMessage())
                .build()
                .toResponse();
    }

    @ServerExceptionMapper
    Response packetNotReady(PacketNotReady e) {
        return Problem.of("packet-not-ready", "No file", 409, e.getMessage())
                .with("state", e.state())
                .build()
                .toResponse();
    }
}
