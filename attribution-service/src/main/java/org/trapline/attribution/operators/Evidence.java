package org.trapline.attribution.operators;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing said about a node by one source. */
public sealed interface Evidence {

    /**
     * Who says it: a filing, an account, a registry record. Two statements of one source are not independent, however
     * many exhibits repeat them.
     */
    String source();

    /** The exhibit that shows it, null when it was stated without one. */
    @Nullable UUID exhibit();

    /**
     * A node has a value.
     *
     * @param value in the trait's normal spelling, see {@link #of}
     * @param own   whether the value is what the party is called: two parties of one name are not linked by that
     */
    record Holding(
            Node holder,
            Trait trait,
            String value,
            boolean own,
            String source,
            @Nullable UUID exhibit) implements Evidence {

        public Holding {
            Objects.requireNonNull(holder, "holder");
            Objects.requireNonNull(trait, "trait");
            if (value.isBlank() || source.isBlank()) {
                throw new IllegalArgumentException("value and source must not be blank");
            }
        }

        /** @throws IllegalArgumentException when nothing of the value is left in the normal spelling */
        public static Holding of(Node holder, Trait trait, String value, String source, @Nullable UUID exhibit) {
            return new Holding(holder, trait, trait.normal(value), false, source, exhibit);
        }

        Value shared() {
            return new Value(trait, value);
        }
    }

    /**
     * A node stands in a relation to another.
     *
     * @param confidence of who entered it, in (0, 1]
     */
    record Relation(
            Node from,
            Tie tie,
            Node to,
            double confidence,
            String source,
            @Nullable UUID exhibit) implements Evidence {

        public Relation {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(tie, "tie");
            if (from.equals(to)) {
                throw new IllegalArgumentException("nothing relates to itself");
            }
            if (!(confidence > 0 && confidence <= 1) || source.isBlank()) {
                throw new IllegalArgumentException("confidence must be in (0, 1] and source not blank");
            }
        }

        double bits() {
            return tie.bits(confidence);
        }
    }

    /** What is shared: a trait with one of its values. */
    record Value(Trait trait, String value) implements Comparable<Value> {

        @Override
        public int compareTo(Value other) {
            int byTrait = trait.compareTo(other.trait);
            return byTrait != 0 ? byTrait : value.compareTo(other.value);
        }
    }
}
