package org.trapline.evidence.findings;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Roles;

/** The rules of the statute engine as data, for whoever reads a finding. */
@Path("/api/evidence/rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.INVESTIGATOR, Roles.LEGAL, Roles.AUDITOR, Roles.ADMIN, Roles.SERVICE})
public class RuleResource {

    private final Rules rules;

    RuleResource(Rules rules) {
        this.rules = rules;
    }

    /** The rule set that findings are made with, as a lawyer reads it. */
    @GET
    public RuleSetView rules() {
        RuleSet set = rules.set();
        return new RuleSetView(
                set.version(),
                set.jurisdiction(),
                set.notice(),
                set.rules().stream().map(rule -> RuleView.of(rule, set)).toList());
    }

    @GET
    @Path("/{id}")
    public RuleView rule(@PathParam("id") String id) {
        Rule rule = rules.set().rule(id);
        if (rule == null) {
            throw new NoSuchRule(id);
        }
        return RuleView.of(rule, rules.set());
    }

    /**
     * @param version date and fingerprint of the files
     * @param jurisdiction whose law it is
     * @param notice what a reader of findings must know
     */
    public record RuleSetView(String version, String jurisdiction, String notice, List<RuleView> rules) {}

    /**
     * A rule.
     *
     * @param verified whether the cited text was read; otherwise it is recalled, and to be checked before use
     * @param reviewed whether a lawyer answers for the rule as it stands
     * @param counts whether the attorney general can plead it as a count
     * @param text what the law asks
     * @param indicated what INDICATED means
     * @param notIndicated what NOT_INDICATED means
     * @param facts what a pleading needs in any case beside the message
     * @param decidedByMessage whether a message can decide it at all
     */
    public record RuleView(
            String id,
            int version,
            String title,
            String citation,
            LocalDate asOf,
            boolean verified,
            boolean reviewed,
            @Nullable String reviewer,
            Standing standing,
            boolean counts,
            String text,
            String indicated,
            String notIndicated,
            List<FactView> facts,
            boolean decidedByMessage) {

        static RuleView of(Rule rule, RuleSet set) {
            return new RuleView(
                    rule.id(),
                    rule.version(),
                    rule.title(),
                    rule.citation(),
                    rule.asOf(),
                    rule.verified(),
                    rule.reviewed(),
                    rule.reviewer(),
                    rule.standing(),
                    rule.standing().counts(),
                    rule.text(),
                    rule.indicated(),
                    rule.notIndicated(),
                    rule.facts().stream().map(f -> new FactView(f, set.fact(f))).toList(),
                    rule.always() == null);
        }
    }

    /** A fact that no message tells, in words. */
    public record FactView(String id, String text) {}
}
