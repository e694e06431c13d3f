package org.trapline.gateway;

import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes made while they are read, counted and hashed. */
final class Source extends InputStream {

    private final long length;
    private final AtomicLong taken = new AtomicLong();
    private final MessageDigest sha256;

    Source(long length) {
        this.length = length;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    long taken() {
        return taken.get();
    }

    /** Of the whole, to be asked once it has been read. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
        long position = taken.get();
        int n = (int) Math.min(wanted, length - position);
        if (n == 0) {
            return -1;
        }
        Arrays.fill(buffer, offset, offset + n, (byte) (position >> 16));
        sha256.update(buffer, offset, n);
        taken.addAndGet(n);
        return n;
    }
}
