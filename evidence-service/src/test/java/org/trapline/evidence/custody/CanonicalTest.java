package org.trapline.evidence.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalTest {

    @Test
    void writesTextAsRfc8785Section3222HasIt() {
        String json = new Canonical()
                .put("a", "\u20ac$\u000F\nA'B\"\\\"/\u007f\u2028\ud83d\ude00\t\b\f\r")
                .done();

        assertThat(json).isEqualTo("{\"a\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\u007f\u2028\ud83d\ude00\\t\\b\\f\\r\"}");
    }

    @Test
    void leavesOutWhatIsNull() {
        String json = new Canonical()
                .put("absent", (String) null)
                .put("at", Instant.parse("2026-01-31T12:00:00.120Z"))
                .put("bytes", new byte[] {0, -1})
                .put("list", List.of("x", "y"))
                .put("match", Boolean.TRUE)
                .put("none", (Boolean) null)
                .put("seq", 7)
                .done();

        assertThat(json)
                .isEqualTo("{\"at\":\"2026-01-31T12:00:00.120Z\",\"bytes\":\"00ff\",\"list\":[\"x\",\"y\"],"
                        + "\"match\":true,\"seq\":7}");
    }

    @Test
    void refusesNamesOutOfOrder() {
        assertThatThrownBy(() -> new Canonical().put("b", "1").put("a", "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachLinkHoldsTheHashOfTheOneBefore() {
        Link.Linked event = new Link.Linked() {
            @Override
            public String line(int seq, byte @Nullable [] previous) {
                return seq + (previous == null ? "" : HexFormat.of().formatHex(previous));
            }
        };

        Link first = Link.after(null, event);
        Link second = Link.after(first, event);

        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.hash()).isEqualTo(Canonical.hash("1"));
        assertThat(second.seq()).isEqualTo(2);
        assertThat(second.hash()).isEqualTo(Canonical.hash("2" + HexFormat.of().formatHex(first.hash())));
    }
}
