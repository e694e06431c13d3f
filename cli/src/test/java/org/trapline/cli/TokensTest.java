package org.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final AtomicInteger issued = new AtomicInteger();

    @Test
    void tokenIsKeptWhileItIsGood() {
        Tokens tokens = tokensThatLast(Duration.ofMinutes(5));

        String first = tokens.token("legal1");

        assertThat(tokens.token("legal1")).isEqualTo(first);
        assertThat(issued).hasValue(1);
    }

    @Test
    void tokenNearItsExpiryIsReplaced() {
        Tokens tokens = tokensThatLast(Duration.ofSeconds(20));

        tokens.token("legal1");
        tokens.token("legal1");

        assertThat(issued).hasValue(2);
    }

    @Test
    void everyUserHasOnesOwn() {
        Tokens tokens = tokensThatLast(Duration.ofMinutes(5));

        assertThat(tokens.token("legal1")).isNotEqualTo(tokens.token("legal2"));
    }

    @Test
    void forgottenTokenIsReplaced() {
        Tokens tokens = tokensThatLast(Duration.ofMinutes(5));

        tokens.token("legal1");
        tokens.forget("legal1");
        tokens.token("legal1");

        assertThat(issued).hasValue(2);
    }

    @Test
    void unknownUserIsToldTheKnownOnes() {
        assertThatThrownBy(() -> tokensThatLast(Duration.ofMinutes(5)).token("mallory"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("mallory")
                .hasMessageContaining("investigator1")
                .hasMessageContaining("admin1");
    }

    private Tokens tokensThatLast(Duration life) {
        return new Tokens(user -> jwt("{\"n\":" + issued.incrementAndGet() + ",\"exp\":"
                + Instant.now().plus(life).getEpochSecond() + "}"));
    }

    private static String jwt(String claims) {
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
