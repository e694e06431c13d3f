package org.trapline.takedown.service;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.schedule.LineView;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.ReturnOfService;

/** An order's schedule, laid when it is filed. It is short enough to be one page. */
@Path("/api/takedown/orders/{id}/schedule")
@RolesAllowed(Roles.LEGAL)
class ScheduleResource {

    private static final Logger LOG = Logger.getLogger(ScheduleResource.class);

    private final Orders orders;
    private final Lines lines;
    private final Caller caller;

    ScheduleResource(Orders orders, Lines lines, Caller caller) {
        this.orders = orders;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @Transactional
    public Page<LineView> schedule(@RestPath UUID id) {
        orders.visible(id);
        return new Page<>(lines.of(id).stream().map(LineView::of).toList(), null);
    }

    /** The return of service for a line that is served by hand. */
    @POST
    @Path("{line}/return")
    @Transactional
    public LineView returned(@RestPath UUID id, @RestPath int line, @Valid @NotNull ReturnOfService made) {
        orders.visible(id);
        LineView served = lines.returned(id, line, made);
        LOG.infof("return of service order=%s line=%d by=%s", id, line, caller.subject());
        return served;
    }
}
