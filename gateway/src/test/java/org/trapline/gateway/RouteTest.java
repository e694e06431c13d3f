package org.trapline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @Test
    void takesWholeSegmentsOnly() {
        Route route = route();

        assertThat(route.takes("/api/x")).isTrue();
        assertThat(route.takes("/api/x/y")).isTrue();
        assertThat(route.takes("/api/xy")).isFalse();
    }

    @Test
    void admitsAnybodyOnlyBelowThePatternAndByItsMethod() {
        PathPattern pattern = PathPattern.of("GET /api/x/log/**");

        assertThat(pattern.matches(HttpMethod.GET, "/api/x/log/checkpoint")).isTrue();
        assertThat(pattern.matches(HttpMethod.HEAD, "/api/x/log/checkpoint")).isTrue();
        assertThat(pattern.matches(HttpMethod.POST, "/api/x/log/checkpoint")).isFalse();
        assertThat(pattern.matches(HttpMethod.GET, "/api/x/log/")).isFalse();
        assertThat(pattern.matches(HttpMethod.GET, "/api/x/logs")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/x/**", "GET /api/x", "GET api/**", "GET  /a/** b"})
    void refusesAPatternThatItWouldMisread(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.of(text));
    }

    @Test
    void logsAShortHashInPlaceOfASecret() {
        assertThat(route().loggable("/api/x/n/abc/document")).isEqualTo("/api/x/n/#ba7816bf/document");
        assertThat(route().loggable("/api/x/n/abc")).isEqualTo("/api/x/n/#ba7816bf");
        assertThat(route().loggable("/api/x/orders/abc")).isEqualTo("/api/x/orders/abc");
    }

    @Test
    void logsABoundedPath() {
        assertThat(route().loggable("/api/x/" + "y".repeat(10_000))).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
            })
    void makesATraceInPlaceOfAnInvalidOne(String parent) {
        Trace trace = Trace.of(MultiMap.caseInsensitiveMultiMap().add("traceparent", parent));

        assertThat(trace.parent()).isNotEqualTo(parent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void takesATraceOfALaterVersion() {
        String parent = "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more";

        assertThat(Trace.of(MultiMap.caseInsensitiveMultiMap().add("traceparent", parent))
                        .parent())
                .isEqualTo(parent);
    }

    private static Route route() {
        return new Route("x", "/api/x", null, 1, List.of(), List.of("/api/x/n/"));
    }
}
