package org.trapline.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The trap mail of a window of 23 days. The same number of messages always gives the same bytes: each message draws from
 * a generator of its own, seeded by its position, so that any part of the stream can be made without the rest.
 */
final class TrapMailGenerator {
    /** Fewer could not show every site and every kind of mess at least once in a while. */
    static final int FEWEST = 100;

    static final Instant FROM = Instant.parse("2025-06-12T00:00:00Z");
    static final Duration WINDOW = Duration.ofDays(23);
    private static final long SEED = 0x7452_4150_4C49_4E45L;
    private static final int DUPLICATES_PER_MILLE = 6;

    private final SpamRing ring;
    private final int messages;
    private final MailDraft.Writer writer;

    TrapMailGenerator(SpamRing ring, int messages) {
        if (messages < FEWEST) {
            throw new IllegalArgumentException("at least " + FEWEST + " messages make a case");
        }
        this.ring = ring;
        this.messages = messages;
        this.writer = new MailDraft.Writer(ring, Wording.load());
    }

    int messages() {
        return messages;
    }

    Stream<TrapMessage> stream() {
        return IntStream.range(0, messages).mapToObj(this::message);
    }

    /** Positions of the messages that one trap received, in order of receipt. */
    List<Integer> indices(String trap) {
        return IntStream.range(0, messages)
                .filter(i -> trapOf(original(i)).name().equals(trap))
                .boxed()
                .toList();
    }

    TrapMessage message(int index) {
        int original = original(index);
        MailDraft draft = writer.draft(random(original, 1), original, trapOf(original), receivedAt(original));
        if (original != index) {
            draft.mess().add(Mess.EXACT_DUPLICATE);
        }
        return TrapMessage.of(index, draft.bytes(), trapOf(original).name(), draft.sites(), draft.mess());
    }

    private Instant receivedAt(int index) {
        long step = WINDOW.toSeconds() * index / messages;
        return FROM.plusSeconds(step);
    }

    private SpamRing.Trap trapOf(int index) {
        // squaring favours the first traps: some pools draw far more mail than others
        double draw = random(index, 2).nextDouble();
        return ring.traps().get((int) (draw * draw * ring.traps().size()));
    }

    /** The message of which this one is an exact copy; itself for nearly all. The first of every site is never a copy. */
    private int original(int index) {
        int first = ring.advertised().size();
        int at = index;
        while (at > first) {
            Random random = random(at, 3);
            if (random.nextInt(1000) >= DUPLICATES_PER_MILLE) {
                return at;
            }
            at = first + random.nextInt(at - first);
        }
        return at;
    }

    /** Neighbouring seeds give java.util.Random similar first draws, so they are mixed (the finaliser of SplitMix64). */
    private static Random random(int index, int purpose) {
        long z = SEED + 0x9E37_79B9_7F4A_7C15L * (4L * index + purpose);
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return new Random(z ^ (z >>> 31));
    }
}
