package org.trapline.evidence.campaigns;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign's messages say.
 *
 * @param text of one of them; empty when there is none to be shown
 * @param withheld why not
 */
record Template(String text, Campaign.@Nullable Withheld withheld) {

    static final Template NONE = new Template("", null);

    static Template withheld(Campaign.Withheld why) {
        return new Template("", why);
    }
}
