package org.trapline.evidence.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {

    private static final List<Leaf> POPULATION =
            LongStream.range(0, 50).mapToObj(Leaf::new).toList();

    @Test
    void drawsTheSameAgainWithTheSameSeed() {
        byte[] seed = seed(7);

        assertThat(Draw.of(seed, POPULATION, 10)).isEqualTo(Draw.of(seed, POPULATION, 10));
        assertThat(Draw.of(seed, POPULATION, 10)).doesNotHaveDuplicates().hasSize(10);
        assertThat(Draw.of(seed, POPULATION, 10)).isNotEqualTo(Draw.of(seed(8), POPULATION, 10));
    }

    @Test
    void drawsEveryMemberAboutEquallyOften() {
        long[] times = new long[50];
        for (int i = 0; i < 5000; i++) {
            Draw.of(seed(i), POPULATION, 10).forEach(leaf -> times[(int) leaf.position()]++);
        }

        // 1000 expected, standard deviation 28.
        assertThat(LongStream.of(times).boxed().toList())
                .allSatisfy(t -> assertThat(t).isBetween(860L, 1140L));
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        IntStream.range(0, 4).forEach(i -> seed[i] = (byte) (number >> 8 * i));
        return seed;
    }

    private record Leaf(long position) implements Draw.Member {}
}
