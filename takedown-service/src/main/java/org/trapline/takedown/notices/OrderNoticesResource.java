package org.trapline.takedown.notices;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.takedown.orders.Orders;

/** The notices of an order, with their proofs: one a registrar, so one page. */
@Path("/api/takedown/orders/{id}/notices")
@RolesAllowed(Roles.LEGAL)
class OrderNoticesResource {

    private final Orders orders;
    private final NoticeRepository notices;
    private final Portal portal;

    OrderNoticesResource(Orders orders, NoticeRepository notices, Portal portal) {
        this.orders = orders;
        this.notices = notices;
        this.portal = portal;
    }

    @GET
    @Transactional
    public Page<NoticeView> list(@RestPath UUID id) {
        orders.visible(id);
        return new Page<>(notices.of(id).stream().map(portal::view).toList(), null);
    }
}
