package org.trapline.attribution.operators;

import java.util.Locale;

/**
 * A property whose value two entities may share. The weight of a shared value is a Fellegi-Sunter log-likelihood ratio in
 * bits, {@code log2(m / u)}: {@code m} is how often two entities of one operator show the same value, {@code u} how often
 * two of different operators do. {@code u} is corrected by frequency: with {@code f} holders of the value it is
 * {@code (f - 1) / reach}, where {@code reach} is the number of unrelated entities among which one more holder of a value
 * is expected by chance. So a post office box of two firms weighs 14.8 bits and one of 2,000 weighs 3.9; a registrar,
 * which a handful share by chance, weighs next to nothing. What one operator uses for many sites (an e-mail address, a
 * registrant) has the longer reach.
 *
 * <p>The figures are judgements, not measurements: they stand here, are shown with every link, and move no link across the
 * threshold unseen.
 */
public enum Trait {
    PO_BOX(0.9, 1 << 15),
    PAYMENT_ACCOUNT(0.95, 1 << 20),
    PHONE(0.9, 1 << 19),
    EMAIL(0.9, 1 << 20),
    /** Name or organisation of a registrant, and a party's own name. */
    REGISTRANT(0.8, 1 << 18),
    NAME_SERVER(0.6, 32),
    /** By IANA id. */
    REGISTRAR(0.5, 4);

    private final double m;
    private final double reach;

    Trait(double m, double reach) {
        this.m = m;
        this.reach = reach;
    }

    /**
     * @param holders distinct entities known to have the value
     * @return bits in favour of one operator; 0 when so common that sharing it says nothing, never negative, since a
     *     shared value is no evidence against
     */
    double bits(int holders) {
        double u = Math.max(1, holders - 1) / reach;
        return Math.max(0, Math.log(m / u) / Math.log(2));
    }

    /** Holders at which a shared value alone no longer reaches {@code bits}. */
    int holdersBelow(double bits) {
        return (int) Math.floor(m * reach / Math.pow(2, bits)) + 2;
    }

    /** The spelling in which values are compared; punctuation and case of names carry no evidence. */
    public String normal(String value) {
        String lower = value.strip().toLowerCase(Locale.ROOT);
        return switch (this) {
            case PHONE -> lower.replaceAll("[^0-9+]", "");
            case EMAIL, REGISTRAR, PAYMENT_ACCOUNT -> lower.replaceAll("\\s+", "");
            case NAME_SERVER -> lower.replaceAll("\\.$", "");
            case PO_BOX -> words(lower.replace("p.o.", "po").replaceAll("\\bpost office box\\b", "po box"));
            case REGISTRANT -> words(lower);
        };
    }

    private static String words(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
