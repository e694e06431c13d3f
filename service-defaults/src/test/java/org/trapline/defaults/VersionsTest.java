package org.trapline.defaults;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void acceptsTheCurrentVersionAloneOrInAList() {
        assertThatCode(() -> Versions.require("\"7\"", 7)).doesNotThrowAnyException();
        assertThatCode(() -> Versions.require("\"3\", \"7\"", 7)).doesNotThrowAnyException();
        assertThatCode(() -> Versions.require("*", 7)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherVersionAndAWeakTag() {
        assertThatThrownBy(() -> Versions.require("\"6\"", 7)).isInstanceOf(StaleVersion.class);
        assertThatThrownBy(() -> Versions.require("W/\"7\"", 7)).isInstanceOf(StaleVersion.class);
    }

    @Test
    void asksForTheHeaderWhereThereIsNone() {
        assertThatThrownBy(() -> Versions.require(null, 7)).isInstanceOf(PreconditionRequired.class);
        assertThatThrownBy(() -> Versions.require(" ", 7)).isInstanceOf(PreconditionRequired.class);
    }
}
