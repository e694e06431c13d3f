package org.trapline.messaging;

import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Endpoints that the store fails. */
@Path("/faults")
@PermitAll
public class Faults {

    private final DataSource dataSource;
    private final Idempotency idempotency;

    Faults(DataSource dataSource, Idempotency idempotency) {
        this.dataSource = dataSource;
        this.idempotency = idempotency;
    }

    @GET
    @Path("/sql")
    @Transactional
    public String sql(@QueryParam("run") String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        }
    }

    @GET
    @Path("/once")
    @Transactional
    public UUID once(
            @HeaderParam("Idempotency-Key") @Nullable String key, @QueryParam("fingerprint") String fingerprint) {
        return idempotency.once("caller of faults", key, fingerprint, UUID::randomUUID);
    }
}
