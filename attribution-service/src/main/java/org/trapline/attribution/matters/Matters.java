package org.trapline.attribution.matters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.hibernate.Session;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Roles;

/** Which matters a caller may know of, and which sites a matter is about. */
@ApplicationScoped
public class Matters {

    private final Session entities;

    Matters(Session entities) {
        this.entities = entities;
    }

    /** @throws NoSuchMatter unless the caller may see it */
    public void require(UUID matter, Caller caller) {
        if (!visible(matter, caller)) {
            throw new NoSuchMatter(matter);
        }
    }

    /** Services see every matter: they answer for their own callers. */
    public boolean visible(UUID matter, Caller caller) {
        if (caller.hasRole(Roles.SERVICE)) {
            return true;
        }
        MatterAccess access = entities.find(MatterAccess.class, matter);
        return access != null && access.visibleTo(caller.subject());
    }

    /**
     * The condition that a row belongs to a matter that the caller may see, for native queries; its one parameter is
     * {@link #viewer}.
     *
     * @param column the row's matter
     */
    public static String visibleCondition(String column) {
        return visibleCondition(column, ":viewer");
    }

    /** The same with another SQL expression in place of the parameter. */
    public static String visibleCondition(String column, String viewer) {
        return """
                (cast(%2$s as text) = '*' or exists (select 1 from matter_access visible where visible.matter = %1$s
                    and (not visible.sealed or exists (select 1 from matter_member member
                        where member.matter = visible.matter and member.subject = %2$s))))""".formatted(column, viewer);
    }

    /** The parameter {@code viewer} of {@link #visibleCondition}; {@code *} sees everything and is no token's subject. */
    public static String viewer(Caller caller) {
        return caller.hasRole(Roles.SERVICE) ? "*" : caller.subject();
    }

    /** Makes a site one of the matter's. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void names(UUID matter, String site) {
        entities.createNativeMutationQuery(
                        "insert into matter_site (matter, site) values (:matter, :site) on conflict do nothing")
                .setParameter("matter", matter)
                .setParameter("site", site)
                .executeUpdate();
    }
}
