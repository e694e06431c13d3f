package org.trapline.attribution.dossier;

/** Neither trap mail nor anything that the caller may see names the site. */
public final class NoSuchSite extends RuntimeException {

    NoSuchSite(String site) {
        super("no site " + site);
    }
}
