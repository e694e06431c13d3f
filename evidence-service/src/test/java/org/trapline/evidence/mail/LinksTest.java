package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

    @ParameterizedTest
    @CsvSource({
        "http://0300.0.2.7/,             192.0.2.7",
        "http://0xC0.0x00.0x02.0x07/,    192.0.2.7",
        "http://0xc0000207/,             192.0.2.7",
        "http://192.0.519/,              192.0.2.7",
        "hxxp://shop.example/,           shop.example",
        "http://shop[.]example/,         shop.example",
        "http://shop。example/,          shop.example",
        "//shop.example/x,               shop.example",
        "http:shop.example,              shop.example"
    })
    void readsUnusualHostsAsABrowserOrAReaderWould(String url, String host) {
        Links links = new Links();
        links.add(url);

        assertThat(links.hosts()).extracting(LinkedHost::host).containsExactly(host);
    }

    @ParameterizedTest
    @CsvSource({
        "visit shop.com now,                 shop.com",
        "visit shop.com.,                    shop.com",
        "go to sub.shop.co.uk today,         sub.shop.co.uk",
        "see pills.ru/buy,                   pills.ru",
        "see HTTP://PILLS.EXAMPLE/BUY,       pills.example",
        "mail me@shop.com or not,            ''",
        "the end.It was,                     ''",
        "read setup.zip or main.py,          ''",
        "it cost 3.50 or 1.000.000,          ''",
        "wait...what,                        ''",
        "日本語shop.com日本語,               shop.com"
    })
    void findsNamesInRunningText(String text, String host) {
        Links links = new Links();
        links.addText(text);

        assertThat(links.hosts()).extracting(LinkedHost::host).isEqualTo(host.isEmpty() ? List.of() : List.of(host));
    }

    @Test
    void staysQuickOnTextMadeOfDots() {
        Links links = new Links();
        links.addText("a.".repeat(500_000) + "http://".repeat(100_000) + "www.".repeat(100_000));

        assertThat(links.hosts()).hasSizeLessThan(1001);
    }
}
