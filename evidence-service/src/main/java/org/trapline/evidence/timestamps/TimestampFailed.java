package org.trapline.evidence.timestamps;

/** An authority gave no time stamp, or one that does not hold. */
final class TimestampFailed extends RuntimeException {

    TimestampFailed(String why) {
        super(why);
    }

    TimestampFailed(String why, Throwable cause) {
        super(why, cause);
    }
}
