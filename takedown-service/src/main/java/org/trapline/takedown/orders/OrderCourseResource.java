package org.trapline.takedown.orders;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Roles;
import org.trapline.takedown.Answers;
import org.trapline.takedown.PlausibleTime;

/**
 * The acts of an order's course. They are guarded by the order's state, so a repeated one is an illegal transition; an
 * approval is guarded by the version too.
 */
@Path("/api/takedown/orders/{id}")
@RolesAllowed(Roles.LEGAL)
class OrderCourseResource {

    private final OrderCourse course;

    OrderCourseResource(OrderCourse course) {
        this.course = course;
    }

    /** @param filedAt when it was filed with the clerk; now when absent */
    record Filing(@PlausibleTime @Nullable Instant filedAt) {}

    /** @param reason in the court's or the parties' words */
    record Ending(@NotBlank @Size(max = 4000) String reason) {}

    @POST
    @Path("approvals")
    public RestResponse<OrderView> approve(@RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return answer(course.approve(id, ifMatch));
    }

    /** Evidence-service is asked before the transaction, so that no row is held while it answers. */
    @POST
    @Path("filing")
    public RestResponse<OrderView> file(@RestPath UUID id, @Valid @Nullable Filing filing) {
        Map<UUID, String> hashes = course.hashes(course.exhibitsToFreeze(id));
        return answer(course.file(id, hashes, filing == null ? null : filing.filedAt()));
    }

    @POST
    @Path("entry")
    public RestResponse<OrderView> enter(@RestPath UUID id, @Valid @NotNull Entry entry) {
        return answer(course.enter(id, entry));
    }

    @POST
    @Path("denial")
    public RestResponse<OrderView> deny(@RestPath UUID id, @Valid @NotNull Ending denial) {
        return answer(course.deny(id, denial.reason()));
    }

    @POST
    @Path("service")
    public RestResponse<OrderView> serve(@RestPath UUID id) {
        return answer(course.serve(id));
    }

    @POST
    @Path("vacatur")
    public RestResponse<OrderView> vacate(@RestPath UUID id, @Valid @NotNull Ending vacatur) {
        return answer(course.vacate(id, vacatur.reason()));
    }

    private static RestResponse<OrderView> answer(OrderView order) {
        return Answers.ok(order.version(), order);
    }
}
