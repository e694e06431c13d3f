package org.trapline.attribution.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteNameTest {

    @ParameterizedTest
    @CsvSource({
        "www.Pills.EXAMPLE., pills.example",
        "a.b.co.uk, b.co.uk",
        "me.github.io, me.github.io",
        "bücher.example, xn--bcher-kva.example"
    })
    void isTheRegistrableDomain(String host, String site) {
        assertThat(SiteName.of(host).domain()).isEqualTo(site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example", "co.uk", "192.0.2.1", "a b.example", "-", "..", "a..example"})
    void refusesWhatHasNone(String host) {
        assertThatThrownBy(() -> SiteName.of(host)).isInstanceOf(InvalidSiteName.class);
    }
}
