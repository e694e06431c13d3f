package org.trapline.evidence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @Test
    void readsThePathsOfTheSpecification() {
        assertThat(TilePath.parse("0/x001/x234/067")).contains(new TilePath(0, 1_234_067, 256));
        assertThat(TilePath.parse("1/000.p/1")).contains(new TilePath(1, 0, 1));
        assertThat(TilePath.parse("entries/x001/x234/067")).contains(new TilePath(TilePath.ENTRIES, 1_234_067, 256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "0/1",
                "0/0001",
                "0/x000/001",
                "6/000",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "0/../000",
                "x/000",
                "0/x001",
                "0/000/000"
            })
    void refusesEveryOtherWayOfWriting(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }
}
