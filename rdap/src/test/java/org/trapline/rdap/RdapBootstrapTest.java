package org.trapline.rdap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdapBootstrapTest {

    @Test
    void matchesWholeLabelsFromTheRight() {
        RdapBootstrap bootstrap =
                parse("[[[\"com\"],[\"https://com.test/\"]],[[\"goodexample.com\"],[\"https://good.test/\"]]]");

        assertThat(bootstrap.serversFor("example.com")).containsExactly(URI.create("https://com.test/"));
        assertThat(bootstrap.serversFor("goodexample.com")).containsExactly(URI.create("https://good.test/"));
        assertThat(bootstrap.serversFor("www.goodexample.com")).containsExactly(URI.create("https://good.test/"));
        assertThat(bootstrap.serversFor("examplecom")).isEmpty();
    }

    @Test
    void prefersHttpsAndEndsBaseUrlsWithASlash() {
        RdapBootstrap bootstrap = parse("[[[\"cz\"],[\"http://rdap.test/cz\",\"https://rdap.test/cz\"]]]");

        assertThat(bootstrap.serversFor("x.cz"))
                .containsExactly(URI.create("https://rdap.test/cz/"), URI.create("http://rdap.test/cz/"));
    }

    @Test
    void comparesInLowerCaseALabels() {
        RdapBootstrap bootstrap =
                parse("[[[\"xn--p1ai\"],[\"https://rf.test/\"]],[[\"COM\"],[\"https://com.test/\"]]]");

        assertThat(bootstrap.serversFor("пример.РФ.")).containsExactly(URI.create("https://rf.test/"));
        assertThat(bootstrap.serversFor("Example.Com")).containsExactly(URI.create("https://com.test/"));
    }

    @Test
    void keepsTheRestWhenOneUrlIsUnusable() {
        RdapBootstrap bootstrap =
                parse("[[[\"br\"],[\"https://rdap.test/\",\"http://x/%%\"]],[[\"zz\"],[\"ftp://old.test/\"]]]");

        assertThat(bootstrap.serversFor("a.br")).containsExactly(URI.create("https://rdap.test/"));
        assertThat(bootstrap.serversFor("a.zz")).isEmpty();
        assertThat(bootstrap.defects()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|not a JSON object",
                "{|not JSON",
                "[]|not a JSON object",
                "{\"version\":\"1.0\"}|\"services\" is missing",
                "{\"services\":[[]]}|services[0] is not a pair",
                "{\"services\":[[[\"a\"],\"b\"]]}|services[0][1] is not an array",
                "{\"services\":[[[1],[\"https://b/\"]]]}|services[0][0] holds something"
            })
    void namesThePlaceOfAMalformedFile(String file, String place) {
        assertThatThrownBy(() -> RdapBootstrap.parse(file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedBootstrap.class)
                .hasMessageContaining(place);
    }

    private static RdapBootstrap parse(String services) {
        return RdapBootstrap.parse(("{\"services\":" + services + "}").getBytes(StandardCharsets.UTF_8));
    }
}
