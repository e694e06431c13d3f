package org.trapline.evidence.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.trapline.evidence.intake.MessageReceipt;
import org.trapline.evidence.scenarios.EvidenceClient;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@QuarkusTestResource(EvidencePlatform.class)
class FollowersTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    FollowerRows rows;

    @Inject
    StoredExhibits stored;

    @Inject
    FollowersConfig config;

    @Inject
    MeterRegistry meters;

    @Test
    void followsEachExhibitOnceAndInOrderOverFaultsAndRestarts() throws InterruptedException {
        String mark = mark();
        List<MessageReceipt> first = deposit(mark, 3);
        Recording follower = new Recording("t-" + mark);
        follower.faults.set(2);
        FollowerThread thread = started(follower);
        await().atMost(Duration.ofSeconds(20)).until(() -> follower.seen(mark).size() == 3);
        thread.stop();
        List<MessageReceipt> second = deposit(mark, 2);

        FollowerThread restarted = started(follower);
        await().atMost(Duration.ofSeconds(20)).until(() -> follower.seen(mark).size() == 5);
        restarted.stop();

        List<Long> expected = new ArrayList<>(leaves(first));
        expected.addAll(leaves(second));
        assertThat(follower.seen(mark)).isEqualTo(expected);
        assertThat(follower.positions).doesNotHaveDuplicates().isSorted();
        assertThat(follower.positions.get(0)).isZero();
    }

    @Test
    void takesACommitFromMemoryWhereItJoinsOn() {
        Recording follower = new Recording("t-" + mark());
        CursorFollower cursor = new CursorFollower(follower, rows, stored);
        cursor.catchUp(() -> false);
        long next = rows.position(follower.name());

        assertThat(cursor.follow(new Commit(next + 1, List.of(), 0, 0, Set.of())))
                .as("a gap")
                .isFalse();
        assertThat(cursor.follow(new Commit(0, List.of(), 0, 0, Set.of())))
                .as("an old one")
                .isTrue();
        assertThat(rows.position(follower.name())).isEqualTo(next);
    }

    @Test
    void doesARangeAgainThatWasFollowed() throws InterruptedException {
        String mark = mark();
        List<MessageReceipt> receipts = deposit(mark, 4);
        Recording follower = new Recording("t-" + mark);
        FollowerThread thread = started(follower);
        await().atMost(Duration.ofSeconds(20)).until(() -> follower.seen(mark).size() == 4);

        rows.addRedo(
                follower.name(), receipts.get(1).leafIndex(), receipts.get(2).leafIndex() + 1);
        thread.redoNoted();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> follower.again.contains(receipts.get(2).leafIndex()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows.nextRedos(follower.name(), 1).isEmpty());
        thread.stop();

        assertThat(follower.again)
                .contains(receipts.get(1).leafIndex())
                .doesNotContain(receipts.get(0).leafIndex(), receipts.get(3).leafIndex());
    }

    @Test
    void keepsNoMoreInMemoryThanItsBoundAndReadsTheRestBack() throws InterruptedException {
        String mark = mark();
        Recording follower = new Recording("t-" + mark);
        FollowerThread thread = new FollowerThread(new CursorFollower(follower, rows, stored), rows, stored);
        List<MessageReceipt> receipts = deposit(mark, 2);
        List<FollowedExhibit> exhibits =
                stored.byIds(receipts.stream().map(MessageReceipt::exhibit).toList());
        FollowedExhibit one = exhibits.get(0);
        FollowedExhibit large = new FollowedExhibit(
                one.id(),
                one.position(),
                one.kind(),
                one.receivedAt(),
                one.lastAt(),
                one.sha256(),
                new byte[30_000_000],
                one.mail(),
                one.traps(),
                one.matters(),
                one.open());

        thread.offer(new Commit(one.position(), List.of(large), 0, 1, Set.of()));
        thread.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> follower.seen(mark).size() == 2);
        thread.stop();

        assertThat(follower.longest).isLessThan(1_000_000);
    }

    @Test
    void tellsHowFarEachFollowerIsBehind() {
        deposit(mark(), 1);
        EvidenceClient auditor = EvidenceClient.as("auditor1", base);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode standings =
                    auditor.get("/api/evidence/followers", JsonNode.class).path("items");
            assertThat(standings.findValuesAsText("name")).contains("search", "publisher");
            assertThat(standings.findValuesAsText("behind")).containsOnly("0");
        });
        assertThat(EvidenceClient.as("investigator1", base)
                        .get("/api/evidence/followers")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aServiceWithADeadFollowerIsNotReady() throws InterruptedException {
        JsonNode ready = EvidenceClient.as("admin1", base)
                .get("/q/health/ready", JsonNode.class)
                .path("checks");
        Recording follower = new Recording("t-" + mark());
        Followers others = new Followers(List.of(), List.of(follower), config, rows, stored, meters);
        others.start(new StartupEvent());
        HealthCheckResponse before = new FollowersAlive(others).call();

        others.stop(new ShutdownEvent());

        assertThat(ready.findValuesAsText("name")).contains("followers", "evidence writer");
        assertThat(ready.findValuesAsText("status")).containsOnly("UP");
        assertThat(before.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        HealthCheckResponse after = new FollowersAlive(others).call();
        assertThat(after.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(after.getData()).hasValue(Map.of("dead", follower.name()));
    }

    private FollowerThread started(Recording follower) {
        FollowerThread thread = new FollowerThread(new CursorFollower(follower, rows, stored), rows, stored);
        thread.start();
        return thread;
    }

    private List<MessageReceipt> deposit(String mark, int messages) {
        List<MessageReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            receipts.add(EvidenceClient.as("investigator1", base)
                    .message("Subject: " + mark + "\n\nnumber " + UUID.randomUUID()));
        }
        return receipts;
    }

    private static List<Long> leaves(List<MessageReceipt> receipts) {
        return receipts.stream().map(MessageReceipt::leafIndex).toList();
    }

    private static String mark() {
        return "f" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Notes what it is given; throws as often as it is told to, after it has noted nothing. */
    private static final class Recording implements LedgerFollower {

        private final String name;
        private final AtomicInteger faults = new AtomicInteger();
        private final List<FollowedExhibit> exhibits = new CopyOnWriteArrayList<>();
        private final List<Long> positions = new CopyOnWriteArrayList<>();
        private final List<Long> again = new CopyOnWriteArrayList<>();
        private volatile int longest;

        private Recording(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void follow(List<FollowedExhibit> next) {
            int left = faults.getAndDecrement();
            if (left > 1) {
                throw new StackOverflowError("as told");
            }
            if (left > 0) {
                throw new IllegalStateException("as told");
            }
            next.forEach(e -> longest = Math.max(longest, e.raw().length));
            exhibits.addAll(next);
            positions.addAll(next.stream().map(FollowedExhibit::position).toList());
        }

        @Override
        public void redo(List<FollowedExhibit> next) {
            again.addAll(next.stream().map(FollowedExhibit::position).toList());
        }

        private List<Long> seen(String mark) {
            return exhibits.stream()
                    .filter(e -> mark.equals(e.mail().subject()))
                    .map(FollowedExhibit::position)
                    .toList();
        }
    }
}
