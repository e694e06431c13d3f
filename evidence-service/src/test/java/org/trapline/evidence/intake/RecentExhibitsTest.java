package org.trapline.evidence.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentExhibitsTest {

    private static final UUID EXHIBIT = new UUID(1, 2);

    private final RecentExhibits recent = new RecentExhibits();

    @Test
    void whatWasCommittedSinceIsFound() {
        long before = recent.commits();
        recent.add(Map.of(hash(1), EXHIBIT));

        assertThat(recent.since(before, List.of(hash(1), hash(2)))).hasValue(Map.of(hash(1), EXHIBIT));
        assertThat(recent.since(recent.commits(), List.of(hash(2)))).hasValue(Map.of());
    }

    @Test
    void whenACommitIsForgottenTheRowsAreToBeAsked() {
        long before = recent.commits();
        recent.add(Map.of(hash(1), EXHIBIT));
        long after = recent.commits();
        recent.add(many(4096));

        assertThat(recent.since(before, List.of(hash(1)))).isEmpty();
        assertThat(recent.since(after, List.of(hash(1)))).hasValue(Map.of());
    }

    @Test
    void aCommitThatIsLargerThanAllThatIsRememberedIsForgottenAtOnce() {
        long before = recent.commits();
        recent.add(many(5000));

        assertThat(recent.since(before, List.of(hash(7)))).isEmpty();
        assertThat(recent.since(recent.commits(), List.of(hash(7)))).hasValue(Map.of());
    }

    @Test
    void commitsWithoutAnythingNewAreForgottenToo() {
        long before = recent.commits();
        for (int i = 0; i < 5000; i++) {
            recent.add(Map.of());
        }

        assertThat(recent.since(before, List.of(hash(1)))).isEmpty();
        assertThat(recent.since(recent.commits(), List.of(hash(1)))).hasValue(Map.of());
    }

    @Test
    void afterACommitThatFailedNothingIsKnown() {
        recent.add(Map.of(hash(1), EXHIBIT));
        long before = recent.commits();
        recent.forget();

        assertThat(recent.since(before, List.of(hash(1)))).isEmpty();
        assertThat(recent.since(recent.commits(), List.of(hash(1)))).hasValue(Map.of());
    }

    private static Map<ByteBuffer, UUID> many(int exhibits) {
        Map<ByteBuffer, UUID> many = new HashMap<>();
        for (int i = 0; i < exhibits; i++) {
            many.put(hash(1000 + i), EXHIBIT);
        }
        return many;
    }

    private static ByteBuffer hash(int number) {
        return ByteBuffer.allocate(32).putInt(number).rewind();
    }
}
