package org.trapline.evidence.holds;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class HoldRepository implements PanacheRepositoryBase<Hold, UUID> {}
