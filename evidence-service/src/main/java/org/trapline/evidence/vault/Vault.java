package org.trapline.evidence.vault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Keeps raw evidence as WARC 1.1 (ISO 28500): one uncompressed {@code resource} record per exhibit, in segments that any
 * WARC reader opens. Segments lie in objects: files of a directory, or objects of a bucket.
 */
public interface Vault extends Closeable {

    /**
     * Stores all entries in order. They are durable when this returns; nothing of them counts when it throws.
     *
     * @throws IOException when the store refuses or fails; the same entries may be tried again
     */
    List<Location> append(List<VaultEntry> entries) throws IOException;

    /**
     * Takes back the last append, so that it leaves no bytes without a row. Only for one whose rows are not there and never
     * will be: where the commit was asked for and nobody knows how it ended, the bytes stay.
     *
     * @param appended the locations of one append
     * @return false when the bytes stay, because they are no longer the last or the store does not take back
     */
    boolean takeBack(List<Location> appended) throws IOException;

    /**
     * The exact bytes at a location, hashed again.
     *
     * @throws VaultAnomaly when they are not there or their hash is not the given one
     */
    byte[] read(Location location, long size, byte[] sha256);

    /**
     * Puts a tombstone in the place of an exhibit's record, which is as long as the record was, so that all others stay
     * where they are. Done again, or after a crash, it ends what was begun. The exhibit's bytes are gone when it returns.
     *
     * @throws IllegalArgumentException when the record there is not that exhibit's
     */
    void dispose(Location location, Tombstone tombstone) throws IOException;

    /** What the store needs from time to time: objects merged, leftovers removed. */
    void tidy() throws IOException;

    /** All that lies in the store, by name; for a check that every byte is accounted for. */
    List<StoredObject> objects() throws IOException;

    /**
     * An object's bytes from an offset on.
     *
     * @throws java.io.FileNotFoundException when there is no such object
     */
    InputStream open(String object, long from) throws IOException;

    @Override
    void close() throws IOException;
}
