package org.trapline.takedown.orders;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.defaults.Versions;
import org.trapline.messaging.Idempotency;
import org.trapline.takedown.Answers;
import org.trapline.takedown.Cursors;
import org.trapline.takedown.cases.Cases;
import org.trapline.takedown.cases.CourtCase;

/** Drafting and reading orders; the acts of an order's course are in {@link OrderCourseResource}. */
@Path("/api/takedown/orders")
@RolesAllowed(Roles.LEGAL)
class OrderResource {

    private final Orders orders;
    private final Cases cases;
    private final OrderJournal journal;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    OrderResource(
            Orders orders, Cases cases, OrderJournal journal, Idempotency idempotency, Caller caller, Clock clock) {
        this.orders = orders;
        this.cases = cases;
        this.journal = journal;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Transactional
    public RestResponse<OrderView> draft(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull OrderDraft draft) {
        CourtCase inCase = cases.visible(draft.caseId());
        UUID id = idempotency.once(caller.subject(), key, "POST /orders " + draft, () -> {
            Order.Person me = new Order.Person(caller.subject(), caller.name());
            Order order = new Order(
                    UuidCreator.getTimeOrderedEpoch(),
                    inCase.matter(),
                    inCase.id(),
                    draft.content(),
                    me,
                    clock.instant());
            orders.persistAndFlush(order);
            journal.record(order, OrderState.Act.EDIT, me, clock.instant());
            return order.id();
        });
        Order order = orders.visible(id);
        return Answers.created("orders/" + id, order.version(), orders.view(order));
    }

    @GET
    @Transactional
    public Page<OrderView> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        List<Order> rows = orders.visible(caller.subject(), Cursors.before(cursor), limit + 1);
        return Page.of(orders.views(rows), limit, o -> Cursor.of(o.id()), o -> o);
    }

    @GET
    @Path("{id}")
    @Transactional
    public RestResponse<OrderView> get(@RestPath UUID id) {
        Order order = orders.visible(id);
        return Answers.ok(order.version(), orders.view(order));
    }

    @PATCH
    @Path("{id}")
    @Transactional
    public RestResponse<OrderView> edit(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull OrderEdit edit) {
        Order order = orders.visibleToChange(id);
        Versions.require(ifMatch, order.version());
        Order.Person me = new Order.Person(caller.subject(), caller.name());
        order.edit(edit.over(order.content()), me);
        journal.record(order, OrderState.Act.EDIT, me, clock.instant());
        orders.flush();
        return Answers.ok(order.version(), orders.view(order));
    }
}
