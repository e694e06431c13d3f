package org.trapline.attribution.claims;

import java.util.UUID;
import org.trapline.attribution.sites.SiteName;

/**
 * What a claim is about.
 *
 * @param id party id, registrable domain, or the value itself
 */
record Reference(Term kind, String id) {

    static Reference party(UUID party) {
        return new Reference(Term.PARTY, party.toString());
    }

    static Reference site(SiteName site) {
        return new Reference(Term.SITE, site.domain());
    }

    static Reference value(String value) {
        return new Reference(Term.VALUE, value.strip());
    }

    boolean is(Term term) {
        return kind == term;
    }
}
