package org.trapline.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void comesBackAsItWasGiven() {
        Cursor cursor = Cursor.of("2026-01-15T14:30:25Z", "prüf, 7");

        assertThat(Cursor.decode(cursor.encoded(), 2)).isEqualTo(cursor);
        assertThat(Cursor.decode(null, 2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "YQ", "YQpiCmM", "YQoA"})
    void refusesWhatThisListDidNotGive(String encoded) {
        assertThatThrownBy(() -> Cursor.decode(encoded, 2)).isInstanceOf(InvalidCursor.class);
    }

    @Test
    void aKeyThatIsToBeAnIdIsOne() {
        UUID id = UUID.randomUUID();

        assertThat(Cursor.of(id).uuid(0)).isEqualTo(id);
        assertThatThrownBy(() -> Cursor.of("7").uuid(0)).isInstanceOf(InvalidCursor.class);
    }

    @Test
    void aPageKnowsItsSuccessorByTheSurplusRow() {
        Page<String> first = Page.of(List.of(1, 2, 3), 2, Cursor::of, i -> "row " + i);
        Page<String> last = Page.of(List.of(3), 2, Cursor::of, i -> "row " + i);

        assertThat(first.items()).containsExactly("row 1", "row 2");
        assertThat(first.next()).isEqualTo(Cursor.of(2).encoded());
        assertThat(last.next()).isNull();
    }
}
