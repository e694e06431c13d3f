package org.trapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.trapline.platform.Pause;
import org.trapline.platform.PlatformException;

/** Access tokens for the local users, from the local Keycloak; each is kept until shortly before it expires. */
public final class Tokens {

    /** The realm's users, who exist on this machine only. */
    public static final List<String> USERS =
            List.of("investigator1", "legal1", "legal2", "registrar1", "registrar2", "auditor1", "admin1");

    /** For the help of options and parameters. */
    public static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return USERS.iterator();
        }
    }

    /** A token that is about to expire may be refused by the time it arrives. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration KEYCLOAK_PATIENCE = Duration.ofSeconds(90);

    private record Cached(String token, Instant goodUntil) {}

    private final Function<String, String> issue;
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();

    public Tokens(Installation installation) {
        this(user -> LocalPlatform.of(installation).keycloak().token(user));
    }

    Tokens(Function<String, String> issue) {
        this.issue = issue;
    }

    /** @throws CommandFailed for an unknown user, or when Keycloak does not answer */
    public String token(String user) {
        requireKnown(user);
        return cache.compute(
                        user,
                        (name, cached) ->
                                cached != null && Instant.now().isBefore(cached.goodUntil()) ? cached : issue(name))
                .token();
    }

    /** @throws CommandFailed for a name that is none of {@link #USERS} */
    public static void requireKnown(String user) {
        if (!USERS.contains(user)) {
            throw new CommandFailed("there is no user '" + user + "'; the users are " + String.join(", ", USERS));
        }
    }

    /** The next {@link #token} of this user is a new one. */
    public void forget(String user) {
        cache.remove(user);
    }

    /** For the requests of one user. */
    public AccessToken of(String user) {
        return new AccessToken() {
            @Override
            public String value() {
                return token(user);
            }

            @Override
            public void forget() {
                Tokens.this.forget(user);
            }
        };
    }

    /** The user's way to the platform, through the gateway. */
    public ApiClient client(Installation installation, String user) {
        return new ApiClient(installation.gateway(), of(user));
    }

    /** Keycloak may be down or in trouble for a moment, as any other part: then the fault has a cause. */
    private Cached issue(String user) {
        Instant deadline = Instant.now().plus(KEYCLOAK_PATIENCE);
        while (true) {
            try {
                String token = issue.apply(user);
                return new Cached(token, expiry(token).minus(MARGIN));
            } catch (PlatformException e) {
                if (e.getCause() == null || Instant.now().isAfter(deadline)) {
                    throw new CommandFailed(e.getMessage() + "\nIs everything running? ./trapline status", e);
                }
                Pause.of(Duration.ofSeconds(1));
            }
        }
    }

    /** The {@code exp} claim (RFC 7519 4.1.4). Not checked further: the services do that. */
    private static Instant expiry(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            throw new CommandFailed("Keycloak's answer is not a JWT");
        }
        JsonNode claims = Json.parseOrMissing(Base64.getUrlDecoder().decode(parts[1]));
        return Instant.ofEpochSecond(claims.path("exp").asLong());
    }
}
