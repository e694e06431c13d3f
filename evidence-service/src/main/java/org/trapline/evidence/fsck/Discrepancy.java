package org.trapline.evidence.fsck;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it was written.
 *
 * @param level whether evidence is in doubt
 * @param place table, key and columns, or object and offset
 * @param exhibit the one concerned, where it is known
 * @param what is wrong
 * @param remedy what to do
 */
public record Discrepancy(
        Level level, String place, @Nullable UUID exhibit, String what, String remedy) {

    /** Who must act. */
    public enum Level {
        /** Evidence, or the proof of it, is not what was written: somebody must find out why, and restore it. */
        PROBLEM,
        /** Bytes that no row accounts for, or work that a crash broke off: nothing that was acknowledged is in doubt. */
        NOTICE
    }

    static Discrepancy bytes(String place, @Nullable UUID exhibit, String what) {
        return new Discrepancy(
                Level.PROBLEM,
                place,
                exhibit,
                what,
                "compare with a backup or replica of the object and restore these bytes; until then the exhibit proves nothing");
    }

    static Discrepancy row(String place, @Nullable UUID exhibit, String what) {
        return new Discrepancy(
                Level.PROBLEM,
                place,
                exhibit,
                what,
                "restore the row from a backup of the database and find out who changed it");
    }

    static Discrepancy derived(String place, @Nullable UUID exhibit, String what) {
        return new Discrepancy(
                Level.PROBLEM, place, exhibit, what, "derived data: make it again (reparse, or a new index)");
    }

    static Discrepancy notice(String place, @Nullable UUID exhibit, String what, String remedy) {
        return new Discrepancy(Level.NOTICE, place, exhibit, what, remedy);
    }
}
