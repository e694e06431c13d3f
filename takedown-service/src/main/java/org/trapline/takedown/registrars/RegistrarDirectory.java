package org.trapline.takedown.registrars;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The directory, for whoever has to reach a registrar. */
@ApplicationScoped
public class RegistrarDirectory implements PanacheRepositoryBase<Registrar, String> {

    /** @param portalOnly it takes no e-mail */
    public record Contact(String name, List<String> abuse, boolean portalOnly) {}

    /** Empty when the directory does not know the registrar. */
    public Optional<Contact> contact(String ianaId) {
        return findByIdOptional(ianaId)
                .map(r -> new Contact(
                        r.name(),
                        r.abuseContacts(),
                        r.channels().contains(Registrar.Channel.PORTAL)
                                && !r.channels().contains(Registrar.Channel.EMAIL)));
    }

    List<Registrar> after(String ianaId, int limit) {
        return find("ianaId > ?1 order by ianaId", ianaId).page(0, limit).list();
    }
}
