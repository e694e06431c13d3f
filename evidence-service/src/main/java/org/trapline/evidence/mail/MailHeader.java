package org.trapline.evidence.mail;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outermost header of a message as text, and the way that its Received fields tell. No row holds either: each is worked
 * out once, when somebody first asks for it, and not while the message waits for its receipt.
 */
public final class MailHeader {

    public static final MailHeader NONE = MailHeader.of(List.of(), List.of());

    private final Once<List<HeaderField>> fields;
    private final Once<List<Hop>> hops;
    private final Consumer<Throwable> told;
    private volatile boolean broken;

    /**
     * @param fields reads the fields
     * @param hops reads the way out of them
     * @param told hears of a fault in either, once somebody asks whether it can be read
     */
    MailHeader(
            Supplier<List<HeaderField>> fields, Function<List<HeaderField>, List<Hop>> hops, Consumer<Throwable> told) {
        this.fields = new Once<>(fields);
        this.hops = new Once<>(() -> hops.apply(this.fields.get()));
        this.told = told;
    }

    /** A header that has been read. */
    public static MailHeader of(List<HeaderField> fields, List<Hop> hops) {
        return new MailHeader(() -> fields, all -> hops, fault -> {});
    }

    /** Reads it all, and says whether this parser could. */
    boolean isReadable() {
        if (broken) {
            return false;
        }
        try {
            hops();
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            broken = true;
            told.accept(e);
            return false;
        }
    }

    List<HeaderField> fields() {
        return fields.get();
    }

    List<Hop> hops() {
        return hops.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailHeader header
                && header.fields().equals(fields())
                && header.hops().equals(hops());
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields(), hops());
    }

    @Override
    public String toString() {
        return "MailHeader[fields=" + fields() + ", hops=" + hops() + "]";
    }

    /** A value that is worked out when it is first asked for; by two threads at once perhaps twice, with the same result. */
    private static final class Once<T> {

        private final Supplier<T> made;
        private volatile @Nullable T value;

        Once(Supplier<T> made) {
            this.made = made;
        }

        T get() {
            T known = value;
            if (known == null) {
                known = made.get();
                value = known;
            }
            return known;
        }
    }
}
