package org.trapline.attribution.claims;

/** What a claim's subject or object is. */
enum Term {
    PARTY,
    SITE,
    VALUE
}
