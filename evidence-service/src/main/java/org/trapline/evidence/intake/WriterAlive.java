package org.trapline.evidence.intake;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who can still write evidence: without its one writer every intake would wait for ever. */
@Readiness
class WriterAlive implements HealthCheck {

    private final Recorder recorder;

    WriterAlive(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evidence writer")
                .status(recorder.writes())
                .build();
    }
}
