package org.trapline.evidence.campaigns;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.ExhibitKind;
import org.trapline.evidence.following.FollowedExhibit;
import org.trapline.evidence.following.LedgerFollower;
import org.trapline.evidence.sites.SiteRoles;

/** Puts every trap message into its campaign, in the order of the ledger. */
@ApplicationScoped
public class CampaignFollower implements LedgerFollower {

    public static final String NAME = "campaigns";

    private static final Logger LOG = Logger.getLogger(CampaignFollower.class);

    /**
     * Sites are looked at after so many messages and whenever the ledger has doubled since: what they are shown to be changes
     * slowly, and the cost stays the same a message however many there are.
     */
    private static final int LOOK_AT_SITES = 20_000;

    private final CampaignConfig config;
    private final CampaignRows rows;
    private final SiteEvidence evidence;
    private final SiteRoles roles;
    private @Nullable Clustering clustering;
    private long nextPosition;
    private long nextTemplate;

    CampaignFollower(CampaignConfig config, CampaignRows rows, SiteEvidence evidence, SiteRoles roles) {
        this.config = config;
        this.rows = rows;
        this.evidence = evidence;
        this.roles = roles;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void follow(List<FollowedExhibit> exhibits) {
        // After a transaction that failed memory is ahead of the rows.
        if (nextPosition != exhibits.get(0).position()) {
            clustering = null;
        }
        nextPosition = -1;
        take(exhibits, false);
        nextPosition = exhibits.get(exhibits.size() - 1).position() + 1;
        if (looks(exhibits.get(0).position()) != looks(nextPosition)) {
            evidence.look();
        }
    }

    private static int looks(long position) {
        return Long.SIZE - Long.numberOfLeadingZeros(position / LOOK_AT_SITES);
    }

    @Override
    public void redo(List<FollowedExhibit> exhibits) {
        long next = nextPosition;
        if (next < 0) {
            clustering = null;
        }
        nextPosition = -1;
        rows.remove(exhibits.stream().map(FollowedExhibit::position).toList());
        take(exhibits, true);
        nextPosition = next;
    }

    private void take(List<FollowedExhibit> exhibits, boolean again) {
        Clustering current = clustering();
        Placements placements = new Placements(nextTemplate, again);
        for (FollowedExhibit exhibit : exhibits) {
            if (exhibit.kind() == ExhibitKind.TRAP_MESSAGE) {
                placements.add(
                        exhibit,
                        current.place(
                                exhibit.mail(), roles.advertised(exhibit.mail().links())));
            }
        }
        rows.write(placements);
        nextTemplate = placements.nextTemplate();
    }

    private Clustering clustering() {
        Clustering current = clustering;
        if (current == null) {
            CampaignRows.Kept kept = rows.restore(config.templates());
            nextTemplate = kept.nextTemplate();
            current = kept.clustering();
            clustering = current;
            LOG.infof("campaigns restored templates=%d", nextTemplate);
        }
        return current;
    }
}
