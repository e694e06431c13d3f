package org.trapline.attribution.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TraitTest {

    @Test
    void aBoxSharedByTwoWeighsItsDocumentedBits() {
        assertThat(Trait.PO_BOX.bits(2)).isCloseTo(Math.log(0.9 * 32_768) / Math.log(2), within(1e-9));
    }

    @Test
    void bitsFallWithEveryDoublingOfHoldersByOne() {
        assertThat(Trait.PO_BOX.bits(3) - Trait.PO_BOX.bits(5)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aRegistrarWeighsNextToNothing() {
        assertThat(Trait.REGISTRAR.bits(2)).isLessThanOrEqualTo(1);
        assertThat(Trait.REGISTRAR.bits(3)).isZero();
    }

    @Test
    void weightIsNeverNegative() {
        assertThat(Trait.NAME_SERVER.bits(1_000_000)).isZero();
    }

    @Test
    void holdersBelowIsTheFirstNumberThatNoLongerSuffices() {
        int holders = Trait.PO_BOX.holdersBelow(Clustering.THRESHOLD_BITS);
        assertThat(Trait.PO_BOX.bits(holders)).isLessThan(Clustering.THRESHOLD_BITS);
        assertThat(Trait.PO_BOX.bits(holders - 1)).isGreaterThanOrEqualTo(Clustering.THRESHOLD_BITS);
    }

    @Test
    void spellingsOfOneBoxAreOneValue() {
        assertThat(Trait.PO_BOX.normal("P.O. Box 77, Harbour City"))
                .isEqualTo(Trait.PO_BOX.normal("po box 77  HARBOUR city"));
        assertThat(Trait.PO_BOX.normal("Post Office Box 77, Harbour City")).isEqualTo("po box 77 harbour city");
    }

    @Test
    void telephoneNumbersAreComparedByTheirDigits() {
        assertThat(Trait.PHONE.normal("+1 (617) 555-0100")).isEqualTo("+16175550100");
    }
}
