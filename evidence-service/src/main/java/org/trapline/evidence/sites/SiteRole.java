package org.trapline.evidence.sites;

/** What a site is to the mail that links to it. Only the first kind may ever become a target. */
public enum SiteRole {
    ADVERTISED,
    /** A brand whose name the sender borrows: its domain stands in the mail, its owner has no part in it. */
    IMITATED,
    /** What mail of any sender uses: name spaces, image hosts, redirectors, list services. */
    INFRASTRUCTURE
}
