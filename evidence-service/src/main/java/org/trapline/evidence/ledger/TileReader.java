package org.trapline.evidence.ledger;

/** Where tiles are read from: rows, files or the network. */
@FunctionalInterface
public interface TileReader {

    /** The tile as wide as it is known; throws when it is not there at all. */
    Tile read(int level, long index);
}
