package org.trapline.evidence.sites;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A role and why.
 *
 * @param role what the site is
 * @param by who or what says so
 * @param reason in words, for people
 */
public record AssignedRole(SiteRole role, Source by, String reason) {

    static final AssignedRole ADVERTISED = new AssignedRole(
            SiteRole.ADVERTISED, Source.DEFAULT, "linked to in the message, and nothing speaks against it");

    /** In the order in which they count. */
    @Schema(name = "RoleSource")
    public enum Source {
        PERSON,
        LIST,
        EVIDENCE,
        DEFAULT
    }
}
