package org.trapline.messaging;

/** The caller sent another request under an {@code Idempotency-Key} that already stands for one. */
public final class IdempotencyKeyReused extends RuntimeException {

    private final String key;

    IdempotencyKeyReused(String key) {
        super("Idempotency-Key '%s' was used for another request; send a new key".formatted(key));
        this.key = key;
    }

    public String key() {
        return key;
    }
}
