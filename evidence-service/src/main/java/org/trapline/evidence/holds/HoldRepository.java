package org.trapline.evidence.holds;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;

@ApplicationScoped
class HoldRepository implements PanacheRepositoryBase<Hold, UUID> {

    /** Newest first, of the visible matters and of none. */
    List<Hold> after(@Nullable Cursor cursor, Set<UUID> visible, int count) {
        // A list in JPQL must not be empty; no matter has the nil UUID.
        Set<UUID> matters = visible.isEmpty() ? Set.of(new UUID(0, 0)) : visible;
        String shown = "(matter is null or matter in :matters)";
        return (cursor == null
                        ? find(shown + " order by id desc", Parameters.with("matters", matters))
                        : find(
                                shown + " and id < :before order by id desc",
                                Parameters.with("matters", matters).and("before", cursor.uuid(0))))
                .page(0, count)
                .list();
    }
}
