package org.trapline.messaging.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.trapline.messaging.PlatformResource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
class JobsTest {

    private final Jobs jobs;
    private final Errands errands;
    private final PressingErrands pressing;
    private final JobsConfig config;
    private final DataSource dataSource;

    JobsTest(Jobs jobs, Errands errands, PressingErrands pressing, JobsConfig config, DataSource dataSource) {
        this.jobs = jobs;
        this.errands = errands;
        this.pressing = pressing;
        this.config = config;
        this.dataSource = dataSource;
    }

    @Test
    void aJobThatFailsIsTriedAgainUntilItSucceeds() {
        UUID subject = UUID.randomUUID();
        errands.when(subject, run -> {
            if (run == 1) {
                throw new IllegalStateException("not now");
            }
            if (run == 2) {
                throw new StackOverflowError("an error of ours");
            }
            return JobHandler.Outcome.done();
        });

        enqueue(Errands.KIND, subject);

        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
        assertThat(errands.runs(subject)).isEqualTo(3);
    }

    @Test
    void aJobThatIsEnqueuedWhileItRunsRunsOnceMore() {
        UUID subject = UUID.randomUUID();
        CountDownLatch enqueuedAgain = new CountDownLatch(1);
        errands.when(subject, run -> {
            await(enqueuedAgain);
            return JobHandler.Outcome.done();
        });
        enqueue(Errands.KIND, subject);
        soon().untilAsserted(() -> assertThat(errands.runs(subject)).isEqualTo(1));

        enqueue(Errands.KIND, subject);
        enqueuedAgain.countDown();

        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
        assertThat(errands.runs(subject)).isEqualTo(2);
    }

    @Test
    void aJobThatTakesLongerThanItsLeaseIsNotRunTwiceAtATime() {
        UUID subject = UUID.randomUUID();
        CountDownLatch end = new CountDownLatch(1);
        errands.when(subject, run -> {
            await(end);
            return JobHandler.Outcome.done();
        });
        enqueue(Errands.KIND, subject);
        soon().untilAsserted(() -> assertThat(errands.runs(subject)).isEqualTo(1));
        Instant started = Instant.now();

        soon().until(() -> Instant.now().isAfter(started.plus(config.lease().multipliedBy(2))));

        assertThat(errands.runs(subject)).isEqualTo(1);
        end.countDown();
        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
    }

    @Test
    void aJobWhoseEndWasLostWithTheDatabaseRunsAgainAfterItsLease() {
        UUID subject = UUID.randomUUID();
        CountDownLatch locked = new CountDownLatch(1);
        errands.when(subject, run -> {
            if (run == 1) {
                await(locked);
            }
            return JobHandler.Outcome.done();
        });
        enqueue(Errands.KIND, subject);
        soon().untilAsserted(() -> assertThat(errands.runs(subject)).isEqualTo(1));

        loseTheEndOf(subject, locked);

        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
        assertThat(errands.runs(subject)).isEqualTo(2);
    }

    @Test
    void aJobOfADeadWorkerIsTakenUpAfterItsLease() throws SQLException {
        UUID subject = UUID.randomUUID();
        Instant leasedUntil = Instant.now().plus(config.lease());

        execute(
                "insert into job (kind, subject, due, attempts, owner, leased_until) values ('errand', '%s', now(), 1, '%s', '%s')"
                        .formatted(subject, UUID.randomUUID(), leasedUntil));

        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
        assertThat(errands.runs(subject)).isEqualTo(1);
        assertThat(Instant.now()).isAfter(leasedUntil);
    }

    @Test
    void aJobOfAnUnknownKindIsKeptAndHoldsUpNoOther() {
        UUID unknown = UUID.randomUUID();
        UUID subject = UUID.randomUUID();
        enqueue("of a newer version", unknown);

        enqueue(Errands.KIND, subject);

        soon().untilAsserted(() -> assertThat(rows(subject)).isZero());
        soon().untilAsserted(() -> assertThat(
                        count("select count(*) from job where subject = ? and owner is null and attempts > 0", unknown))
                .isEqualTo(1));
    }

    @Test
    void aKindWithAWorkerOfItsOwnDoesNotWaitForTheOthers() {
        CountDownLatch end = new CountDownLatch(1);
        List<UUID> slow =
                Stream.generate(UUID::randomUUID).limit(config.workers()).toList();
        for (UUID subject : slow) {
            errands.when(subject, run -> {
                await(end);
                return JobHandler.Outcome.done();
            });
            enqueue(Errands.KIND, subject);
        }
        soon().untilAsserted(() -> assertThat(slow).allMatch(subject -> errands.runs(subject) == 1));
        UUID waiting = UUID.randomUUID();
        UUID subject = UUID.randomUUID();
        enqueue(Errands.KIND, waiting);

        enqueue(PressingErrands.KIND, subject);

        soon().untilAsserted(() -> assertThat(pressing.isDone(subject)).isTrue());
        assertThat(errands.runs(waiting)).isZero();
        end.countDown();
        soon().untilAsserted(() -> assertThat(errands.runs(waiting)).isEqualTo(1));
    }

    /** The statement that ends the job waits for the row's lock; then its connection dies. */
    private void loseTheEndOf(UUID subject, CountDownLatch locked) {
        QuarkusTransaction.requiringNew().timeout(60).run(() -> {
            assertThat(count("select count(*) from (select 1 from job where subject = ? for update) locked", subject))
                    .isEqualTo(1);
            locked.countDown();
            soon().untilAsserted(() -> assertThat(count("""
                            select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                              and query like 'delete from job%' and cast(? as uuid) is not null) killed""", subject)).isEqualTo(1));
        });
    }

    private void enqueue(String kind, UUID subject) {
        QuarkusTransaction.requiringNew().run(() -> jobs.enqueueNow(kind, subject));
    }

    private long rows(UUID subject) {
        return count("select count(*) from job where subject = ?", subject);
    }

    private long count(String sql, UUID subject) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, subject);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
