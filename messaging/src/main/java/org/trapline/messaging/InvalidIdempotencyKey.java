package org.trapline.messaging;

/** An {@code Idempotency-Key} that is not kept: the caller chooses it, so its size is bounded. */
public final class InvalidIdempotencyKey extends RuntimeException {

    private static final int LONGEST = 200;

    private InvalidIdempotencyKey() {
        super("Idempotency-Key must have 1 to %d characters and no control characters".formatted(LONGEST));
    }

    static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidIdempotencyKey();
        }
    }
}
