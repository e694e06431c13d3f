package org.trapline.takedown.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineTest {

    private static final Instant T0 = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration MINIMUM = Duration.ofSeconds(60);

    @Test
    void isDownOnlyAfterTwoLooksFarEnoughApart() {
        Line line = noticed(Target.Action.HOLD);
        look(line, Verdict.HELD, 0);
        look(line, Verdict.HELD, 59);
        assertThat(line.state()).isEqualTo(LineState.NOTICED);

        look(line, Verdict.HELD, 60);

        assertThat(line.state()).isEqualTo(LineState.DOWN);
    }

    @Test
    void saysWhyItsNoticeIsLateUntilItIsTaken() {
        Line line = line(Target.Action.HOLD);
        line.deferred("451 try later", T0);
        assertThat(line.state()).isEqualTo(LineState.PENDING);
        assertThat(line.why()).isEqualTo("451 try later");

        line.noticed(T0);

        assertThat(line.why()).isNull();
    }

    @Test
    void waitsForTheDelegationsTtlWhenThatIsLonger() {
        Line line = noticed(Target.Action.HOLD);
        line.observed(Verdict.UP, false, 300, T0, MINIMUM);
        look(line, Verdict.HELD, 10);
        look(line, Verdict.HELD, 200);
        assertThat(line.state()).isEqualTo(LineState.NOTICED);

        look(line, Verdict.HELD, 310);

        assertThat(line.state()).isEqualTo(LineState.DOWN);
    }

    @Test
    void beginsAnewWhenALookInBetweenSawNothingOrTheContrary() {
        Line line = noticed(Target.Action.HOLD);
        look(line, Verdict.HELD, 0);
        look(line, Verdict.UNKNOWN, 30);

        look(line, Verdict.HELD, 61);

        assertThat(line.state()).isEqualTo(LineState.NOTICED);
    }

    @Test
    void doesNotBelieveARegistrarThatClaimsTheEffect() {
        Line line = noticed(Target.Action.HOLD);
        line.effectClaimed(T0);

        look(line, Verdict.UP, 0);
        look(line, Verdict.UP, 1000);

        assertThat(line.state()).isEqualTo(LineState.EFFECT_CLAIMED);
    }

    @Test
    void resurfacesWhenItIsUpAgainAndNotWhenALookFails() {
        Line line = noticed(Target.Action.HOLD);
        look(line, Verdict.HELD, 0);
        look(line, Verdict.HELD, 60);
        look(line, Verdict.UNKNOWN, 70);
        assertThat(line.state()).isEqualTo(LineState.DOWN);

        look(line, Verdict.UP, 80);

        assertThat(line.state()).isEqualTo(LineState.RESURFACED);
    }

    @Test
    void keepsTheFirstSnapshot() {
        Line line = noticed(Target.Action.HOLD);
        Registration before = registration("active");
        line.keepSnapshot(before);

        line.keepSnapshot(registration("client hold"));

        assertThat(line.snapshot()).isEqualTo(before);
    }

    @Test
    void goesFromBouncedToAcknowledgedWhenTheRegistrarReadsThePortal() {
        Line line = line(Target.Action.HOLD);
        line.bounced("550 no such user", T0);

        line.acknowledged(T0);

        assertThat(line.state()).isEqualTo(LineState.ACKNOWLEDGED);
        assertThat(line.why()).isNull();
    }

    @Test
    void anAcknowledgementThatOvertakesTheMailsReplyStands() {
        Line line = line(Target.Action.HOLD);
        line.acknowledged(T0);

        line.noticed(T0);

        assertThat(line.state()).isEqualTo(LineState.ACKNOWLEDGED);
    }

    @Test
    void takesAReturnOfServiceOnlyWhenServedByHand() {
        Line line = line(Target.Action.HOLD);

        assertThatThrownBy(() -> line.returned(new ReturnOfService(ReturnOfService.Method.SHERIFF, T0, "deputy"), T0))
                .isInstanceOf(NotServedByHand.class);
    }

    @Test
    void countsALockAsDoneThoughTheNameStaysUp() {
        Line line = noticed(Target.Action.LOCK);
        line.observed(Verdict.UP, true, 0, T0, MINIMUM);

        line.observed(Verdict.UP, true, 0, T0.plusSeconds(60), MINIMUM);

        assertThat(line.state()).isEqualTo(LineState.LOCKED);
    }

    @Test
    void refusesAHostNameWhereARegistrableNameIsMeant() {
        assertThatThrownBy(() -> new Target(
                        Target.Kind.DOMAIN, "www.a.example", Target.Action.HOLD, List.of(), null, "r", List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.example");
    }

    private static void look(Line line, Verdict verdict, long second) {
        line.observed(verdict, false, 0, T0.plusSeconds(second), MINIMUM);
    }

    private static Line noticed(Target.Action action) {
        Line line = line(action);
        line.noticed(T0);
        return line;
    }

    private static Line line(Target.Action action) {
        Target target = new Target(
                Target.Kind.DOMAIN, "a.example", action, List.of(), null, "r", List.of(UUID.randomUUID()), null);
        return new Line(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1, target, T0, T0);
    }

    private static Registration registration(String status) {
        return new Registration("a.example", "9901", "R", List.of(status), List.of(), List.of(), T0, List.of());
    }
}
