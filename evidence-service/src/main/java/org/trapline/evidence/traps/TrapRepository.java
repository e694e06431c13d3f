package org.trapline.evidence.traps;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.InvalidCursor;

@ApplicationScoped
class TrapRepository implements PanacheRepositoryBase<Trap, UUID> {

    List<Trap> after(@Nullable Cursor cursor, int count) {
        Sort newestFirst = Sort.descending("id");
        return (cursor == null ? findAll(newestFirst) : find("id < ?1", newestFirst, place(cursor)))
                .page(0, count)
                .list();
    }

    private static UUID place(Cursor cursor) {
        try {
            return UUID.fromString(cursor.key(0));
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }
}
