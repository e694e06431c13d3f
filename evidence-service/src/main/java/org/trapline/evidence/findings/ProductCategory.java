package org.trapline.evidence.findings;

/** What a message sells. */
public enum ProductCategory {
    COUNTERFEIT_DRUGS,
    PIRATED_SOFTWARE,
    ADULT,
    LOANS,
    COUNTERFEIT_WATCHES,
    /** Nothing of these, or too thin to say. */
    OTHER
}
