package org.trapline.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.trapline.cli.ApiProblem;
import org.trapline.platform.Pause;

/** Waiting for what the platform does in its own time: never for ever, and without leaving the person in the dark. */
final class Waiting {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Waiting() {}

    /** Asks again and again until there is an answer; empty when time is up. */
    static <T> Optional<T> until(Duration longest, Supplier<Optional<T>> question) {
        Instant deadline = Instant.now().plus(longest);
        Duration pause = Duration.ofMillis(100);
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || Instant.now().isAfter(deadline)) {
                return answer;
            }
            Pause.of(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /**
     * Does what the platform refuses only because news has not reached every service yet, such as a matter just made.
     *
     * @param refusal whether a refusal is of that sort; any other is thrown at once, and this one when time is up
     */
    static <T> T untilAccepted(Duration longest, Predicate<ApiProblem> refusal, Supplier<T> request) {
        ApiProblem[] last = new ApiProblem[1];
        return until(longest, () -> {
                    try {
                        return Optional.of(request.get());
                    } catch (ApiProblem e) {
                        if (!refusal.test(e)) {
                            throw e;
                        }
                        last[0] = e;
                        return Optional.<T>empty();
                    }
                })
                .orElseThrow(() -> last[0]);
    }
}
