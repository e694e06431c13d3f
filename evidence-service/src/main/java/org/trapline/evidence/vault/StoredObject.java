package org.trapline.evidence.vault;

/**
 * A file or an object of the store.
 *
 * @param name within the store
 * @param size in bytes
 */
public record StoredObject(String name, long size) {}
