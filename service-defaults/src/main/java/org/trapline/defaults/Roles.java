package org.trapline.defaults;

/** Realm roles, as the token's {@code realm_access.roles} has them. */
public final class Roles {

    public static final String INVESTIGATOR = "investigator";
    public static final String LEGAL = "legal";
    public static final String REGISTRAR = "registrar";
    public static final String AUDITOR = "auditor";
    public static final String ADMIN = "admin";

    /** Another service, by client credentials. */
    public static final String SERVICE = "service";

    private Roles() {}
}
