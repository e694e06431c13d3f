package org.trapline.evidence.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "v=spf1 -all, fail",
                "V=SPF1 ip4:192.0.2.0/24 -all, pass",
                "v=spf1 ip4:198.51.100.0/24 -all, fail",
                "v=spf1 -ip4:192.0.2.7 +all, fail",
                "v=spf1 ip4:192.0.2.7 include:a.example -all, pass",
                "v=spf1 ip6:2001:db8::/32 ~all, softfail",
                "v=spf1 exp=a.example ?all, neutral",
                "v=spf1, neutral",
                "v=spf1 ip4:192.0.2.256 -all, permerror",
                "v=spf1 mx -all, -",
                "v=spf1 a:b.example -all, -",
                "v=spf1 include:a.example -all, -",
                "v=spf1 redirect=a.example, -",
                "v=spf10 -all, none",
                "something else, none",
            })
    void tellsWhatTheRecordAloneTells(String record, @Nullable String result) {
        assertThat(Spf.result(List.of("unrelated", record), "192.0.2.7")).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, pass", "2001:db9::1, fail"})
    void readsAddressesOfBothKinds(String client, String result) {
        assertThat(Spf.result(List.of("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"), client))
                .isEqualTo(result);
    }

    @Test
    void twoRecordsAreAnError() {
        assertThat(Spf.result(List.of("v=spf1 -all", "v=spf1 +all"), "192.0.2.7"))
                .isEqualTo("permerror");
        assertThat(Spf.result(List.of(), "192.0.2.7")).isEqualTo("none");
    }
}
