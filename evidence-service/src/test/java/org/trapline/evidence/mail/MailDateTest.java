package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 1 Dec 2026 10:20:30 +0100 | 2026-12-01T09:20:30Z",
                "Tue, 01 Dec 2026 10:20:30 +0100 (CET) | 2026-12-01T09:20:30Z",
                "1 Dec 2026 10:20:30 GMT | 2026-12-01T10:20:30Z",
                "Tue, 1 Dec 26 10:20:30 +0000 | 2026-12-01T10:20:30Z",
                "Tue, 1 Dec 2026 10:20:30 EST | 2026-12-01T15:20:30Z",
                "Tue, 1 Dec 2026 10:20:30 PDT | 2026-12-01T17:20:30Z",
                "Tue, 1 Dec 2026 10:20:30 Z | 2026-12-01T10:20:30Z",
                "1 Dec 26 10:20 est | 2026-12-01T15:20:00Z",
                "Tue, 1 Dec 98 10:20:30 EST | 1998-12-01T15:20:30Z",
                "Tue, 1 Dec 2026 10:20 -0500 | 2026-12-01T15:20:00Z",
                "Tue, 1 Dec 2026 10:20:30 -1900 | 2026-12-02T05:20:30Z",
                "Tue, 1 Dec 2026 10:20:30 +9959 | 2026-11-27T06:21:30Z",
                "Tue, 1 Dec 2026 10:20:30 +0560 | 2026-12-01T04:20:30Z"
            })
    void readsTheFormsOfMail(String value, Instant at) {
        assertThat(MailDate.parse(value)).hasValue(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "12",
                "Dec, 01 2026 10:20:30 AM +0100",
                "01/12/2026 10:20:30",
                "2026-12-01T10:20:30Z",
                "01 12 2026 10:20:30 +0000",
                "Tue Dec 1 10:20:30 2026",
                "Tue, 1 December 2026 10:20:30 +0000"
            })
    void whatIsNoDateIsNone(String value) {
        assertThat(MailDate.parse(value)).isEmpty();
    }
}
