package org.trapline.evidence.campaigns;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.trapline.defaults.Caller;
import org.trapline.defaults.Cursor;
import org.trapline.defaults.Page;
import org.trapline.defaults.Roles;
import org.trapline.evidence.exhibits.ExhibitAccess;
import org.trapline.messaging.Idempotency;
import org.trapline.messaging.StoreFailed;

/** What mailbox providers state of their pools: without it no number of messages is ever given. */
@Path("/api/evidence/pools")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.LEGAL})
public class PoolResource {

    private final DataSource dataSource;
    private final ExhibitAccess access;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Clock clock;

    PoolResource(DataSource dataSource, ExhibitAccess access, Idempotency idempotency, Caller caller, Clock clock) {
        this.dataSource = dataSource;
        this.access = access;
        this.idempotency = idempotency;
        this.caller = caller;
        this.clock = clock;
    }

    /** Statements are added, never changed: of two for one time the later entered one counts. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @APIResponseSchema(value = Statement.class, responseCode = "201")
    public RestResponse<Statement> enter(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull NewStatement wanted) {
        access.require(wanted.document(), caller);
        UUID id = idempotency.once(caller.subject(), key, "POST /pools " + wanted, () -> insert(wanted));
        return RestResponse.ResponseBuilder.<Statement>created(URI.create("/api/evidence/pools/" + id))
                .entity(statement(id))
                .build();
    }

    @GET
    @Path("/{id}")
    public Statement statement(@PathParam("id") UUID id) {
        return select("where id = ?", id, 1).stream().findFirst().orElseThrow(() -> new NoSuchStatement(id));
    }

    /** Statements, the last entered first. */
    @GET
    public Page<Statement> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        UUID before = Cursor.decodeId(cursor);
        List<Statement> rows = select(before == null ? "where ?::uuid is null" : "where id < ?", before, limit + 1);
        return Page.of(rows, limit, s -> Cursor.of(s.id()), s -> s);
    }

    private UUID insert(NewStatement wanted) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into pool_statement (id, pool, provider,"
                        + " mailboxes, trap_mailboxes, from_, to_, document, entered_at, actor, actor_name)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, wanted.pool());
            insert.setString(3, wanted.provider());
            insert.setLong(4, wanted.mailboxes());
            insert.setLong(5, wanted.trapMailboxes());
            insert.setTimestamp(6, Timestamp.from(wanted.from()));
            insert.setTimestamp(7, Timestamp.from(wanted.to()));
            insert.setObject(8, wanted.document());
            insert.setTimestamp(9, Timestamp.from(clock.instant()));
            insert.setString(10, caller.subject());
            insert.setString(11, caller.name());
            insert.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new StoreFailed("the statement on pool " + wanted.pool() + " was not written", e);
        }
    }

    private List<Statement> select(String where, @Nullable UUID parameter, int count) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select id, pool, provider, mailboxes,"
                        + " trap_mailboxes, from_, to_, document, entered_at, actor_name from pool_statement " + where
                        + " order by id desc limit " + count)) {
            select.setObject(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                List<Statement> statements = new ArrayList<>();
                while (row.next()) {
                    statements.add(new Statement(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getTimestamp(6).toInstant(),
                            row.getTimestamp(7).toInstant(),
                            row.getObject(8, UUID.class),
                            row.getTimestamp(9).toInstant(),
                            row.getString(10)));
                }
                return statements;
            }
        } catch (SQLException e) {
            throw new StoreFailed("statements on pools were not read", e);
        }
    }

    /**
     * @param pool of traps, as the traps name it
     * @param provider who states it
     * @param mailboxes that mail to the pool's domains could have reached
     * @param trapMailboxes how many of them are traps
     * @param from first moment that the numbers hold for
     * @param to they hold before this moment
     * @param document exhibit that the provider's statement is
     */
    public record NewStatement(
            @NotBlank @Size(max = 200) String pool,
            @NotBlank @Size(max = 200) String provider,
            @Min(1) long mailboxes,
            @Min(1) long trapMailboxes,
            @NotNull Instant from,
            @NotNull Instant to,
            @NotNull UUID document) {

        @AssertTrue(message = "to must be after from") boolean isForSomeTime() {
            return from == null || to == null || from.isBefore(to);
        }

        @AssertTrue(message = "there are no more trapMailboxes than mailboxes") boolean isPossible() {
            return trapMailboxes <= mailboxes;
        }
    }

    /** @see NewStatement for the other fields */
    @Schema(name = "PoolStatement")
    public record Statement(
            UUID id,
            String pool,
            String provider,
            long mailboxes,
            long trapMailboxes,
            Instant from,
            Instant to,
            UUID document,
            Instant enteredAt,
            String enteredBy) {}
}
