package org.trapline.events;

/** One topic per aggregate; each has one owner, which alone writes it. */
public final class Topics {

    /** Evidence: {@link ExhibitsRecorded} and {@link ExhibitBlocked}. */
    public static final String EXHIBITS = "trapline.exhibits";

    /** Evidence: {@link SiteAdvertised}. */
    public static final String SITES = "trapline.sites";

    /** Attribution: {@link OperatorRevised} and {@link OperatorReviewed}. */
    public static final String OPERATORS = "trapline.operators";

    /** Takedown: {@link MatterAccessChanged}. */
    public static final String MATTERS = "trapline.matters";

    private Topics() {}
}
