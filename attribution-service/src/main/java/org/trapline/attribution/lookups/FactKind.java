package org.trapline.attribution.lookups;

/** What a look-up came to. Not found, nobody to ask and could not find out are three things, and none is "absent". */
enum FactKind {
    RDAP_DOMAIN,
    /** The server says that no such name is registered. */
    RDAP_NOT_FOUND,
    /** No RDAP server is known for the suffix. */
    RDAP_NO_SERVER,
    /** Nobody answered, or not usefully; nothing is known. */
    RDAP_UNAVAILABLE
}
