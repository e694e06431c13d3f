package org.trapline.defaults;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the request, by the token that this service has checked. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The stable id: claim {@code sub}. Two people are told apart by it and by nothing else. */
    public String subject() {
        return token().getSubject();
    }

    /** The name to show: claim {@code preferred_username}. It may change hands. */
    public String name() {
        String name = token().getClaim("preferred_username");
        return name == null ? subject() : name;
    }

    public Set<String> roles() {
        return identity.getRoles();
    }

    public boolean hasRole(String role) {
        return identity.hasRole(role);
    }

    /** IANA id of the one registrar that the caller acts for. */
    public Optional<String> registrar() {
        return Optional.ofNullable(token().<String>getClaim("registrar"));
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw new IllegalStateException("the request carries no token");
    }
}
