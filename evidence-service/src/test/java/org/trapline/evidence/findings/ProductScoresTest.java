package org.trapline.evidence.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductScoresTest {

    private static final StatuteEngine ENGINE = new StatuteEngine(RuleSet.load());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNTERFEIT_DRUGS | Viagra at low prices",
                "COUNTERFEIT_DRUGS | v1agra",
                "COUNTERFEIT_DRUGS | V.I.A.G.R.A",
                "COUNTERFEIT_DRUGS | buy v i a g r a here",
                "COUNTERFEIT_DRUGS | C1ALIS now",
                "COUNTERFEIT_DRUGS | Via-gra",
                "COUNTERFEIT_DRUGS | V\u00ec@gr\u00e0",
                "COUNTERFEIT_DRUGS | via\u200bgra",
                "COUNTERFEIT_DRUGS | \u0432\u0438\u0430\u0433\u0440\u0430 \u0434\u0435\u0448\u0435\u0432\u043e",
                "COUNTERFEIT_DRUGS | vi\u0430gra with a Cyrillic letter",
                "PIRATED_SOFTWARE | OEM software, instant download",
                "ADULT | p0rn and more",
                "LOANS | Refinance your home loan at low rates",
                "LOANS | M0RTGAGE RATES are low, bad credit accepted",
                "COUNTERFEIT_WATCHES | Rolex replica watches",
                "OTHER | Garden chairs at low prices",
                "OTHER | I watch television and take my pill",
                "OTHER | The doctor and the bank were closed",
                "OTHER | aviagram is no word"
            })
    void namesWhatAMessageSells(ProductCategory category, String text) {
        Message message = Mails.offer("hello", text + " and so on for everyone who reads it");

        ProductScores products = ENGINE.examine(message).products();

        assertThat(products.category()).isEqualTo(category);
        String seen = text.replace("\u200b", "");
        products.terms(category).forEach(t -> assertThat(seen).contains(t.mark().quote()));
    }
}
