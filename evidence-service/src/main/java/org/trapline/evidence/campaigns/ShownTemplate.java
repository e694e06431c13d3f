package org.trapline.evidence.campaigns;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign's messages say.
 *
 * @param text of one of them; empty when there is none to be shown
 * @param withheld why not
 */
record ShownTemplate(String text, Campaign.@Nullable Withheld withheld) {

    static final ShownTemplate NONE = new ShownTemplate("", null);

    static ShownTemplate withheld(Campaign.Withheld why) {
        return new ShownTemplate("", why);
    }
}
