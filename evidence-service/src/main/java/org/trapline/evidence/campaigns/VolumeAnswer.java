package org.trapline.evidence.campaigns;

import org.jspecify.annotations.Nullable;

/**
 * Two questions, kept apart: a number of different things says nothing of how many messages were sent.
 *
 * @param campaigns how many different ones there are; null where one campaign was asked for
 * @param sites how many different advertised sites there are
 * @param messages how many messages were sent
 */
public record VolumeAnswer(@Nullable Estimate campaigns, Estimate sites, Estimate messages) {}
