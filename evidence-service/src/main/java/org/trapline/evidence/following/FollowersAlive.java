package org.trapline.evidence.following;

import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who has no dead follower. One that fails and tries again is not dead: {@code /followers} tells of it. */
@Readiness
class FollowersAlive implements HealthCheck {

    private final Followers followers;

    FollowersAlive(Followers followers) {
        this.followers = followers;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> dead = followers.dead();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("followers").status(dead.isEmpty());
        return dead.isEmpty()
                ? answer.build()
                : answer.withData("dead", String.join(",", dead)).build();
    }
}
