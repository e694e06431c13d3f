package org.trapline.takedown.tasks;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.takedown.matters.MatterAccess;
import org.trapline.takedown.orders.Order;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;

/** What waits for the caller: orders to move on, orders that rest on blocked exhibits, lines that did not go as they should. The first 500 of each. */
@Path("/api/takedown/tasks")
@RolesAllowed(Roles.LEGAL)
class TaskResource {

    private final Orders orders;
    private final Lines lines;
    private final MatterAccess access;
    private final Caller caller;

    TaskResource(Orders orders, Lines lines, MatterAccess access, Caller caller) {
        this.orders = orders;
        this.lines = lines;
        this.access = access;
        this.caller = caller;
    }

    /**
     * @param line   number on the schedule; null when the task is about the whole order
     * @param target what the line names
     * @param why    the line's own words
     * @param until  the deadline it runs into; null when none is set yet
     */
    record Task(
            Kind kind,
            UUID order,
            UUID matter,
            @Nullable Integer line,
            @Nullable String target,
            @Nullable String why,
            @Nullable Instant until) {

        enum Kind {
            /** A draft that only others wrote awaits a second person. */
            APPROVE,
            FILE,
            /** The court's decision is to be recorded: entered or denied. */
            RECORD_DECISION,
            SERVE,
            /** Nobody could be served for a name. */
            FIND_ADDRESSEE,
            /** A notice bounced, or has not been taken for long; attempts go on in the latter case. */
            FIND_CONTACT,
            ANSWER_OBJECTION,
            /** A name that had been down is back. */
            LOOK_AT_RESURFACED,
            RETURN_OF_SERVICE,
            /** Stored bytes of an exhibit that an order cites are not what was received; there until the order is over. */
            LOOK_AT_BLOCKED_EXHIBITS
        }

        static Task of(Order order, Kind kind) {
            Instant until = order.content().completeBy();
            return new Task(kind, order.id(), order.matter(), null, null, null, until);
        }

        static Task of(Line line) {
            Kind kind =
                    switch (line.state()) {
                        case UNSERVED -> Kind.FIND_ADDRESSEE;
                        case BOUNCED, PENDING -> Kind.FIND_CONTACT;
                        case OBJECTED -> Kind.ANSWER_OBJECTION;
                        case RESURFACED -> Kind.LOOK_AT_RESURFACED;
                        case AWAITING_RETURN -> Kind.RETURN_OF_SERVICE;
                        default ->
                            throw new IllegalArgumentException("nothing to do for a line that is " + line.state());
                    };
            return new Task(
                    kind,
                    line.orderId(),
                    line.matter(),
                    line.number(),
                    line.target().value(),
                    line.why(),
                    line.deadline());
        }
    }

    @GET
    @Transactional
    public Page<Task> tasks() {
        access.meet();
        List<Task> tasks = new ArrayList<>();
        for (Order order : orders.open(caller.subject(), Page.MAX_LIMIT)) {
            switch (order.state()) {
                case DRAFT -> {
                    if (!order.wasWrittenBy(caller.subject())) {
                        tasks.add(Task.of(order, Task.Kind.APPROVE));
                    }
                }
                case APPROVED -> tasks.add(Task.of(order, Task.Kind.FILE));
                case FILED -> tasks.add(Task.of(order, Task.Kind.RECORD_DECISION));
                case ENTERED -> tasks.add(Task.of(order, Task.Kind.SERVE));
                default -> throw new IllegalStateException("not an open order: " + order.state());
            }
        }
        orders.restingOnBlocked(caller.subject(), Page.MAX_LIMIT)
                .forEach(order -> tasks.add(Task.of(order, Task.Kind.LOOK_AT_BLOCKED_EXHIBITS)));
        lines.needingAttention(caller.subject(), Page.MAX_LIMIT).forEach(line -> tasks.add(Task.of(line)));
        return new Page<>(tasks, null);
    }
}
