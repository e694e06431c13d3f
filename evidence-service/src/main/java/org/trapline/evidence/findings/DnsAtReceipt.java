package org.trapline.evidence.findings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What DNS said when a message came in. Later answers prove nothing. Each part is null where nobody knows: the resolver did not
 * answer, or the message was not asked about so far.
 *
 * @param fromDomainExists whether the From domain had a mail exchanger or an address
 * @param spf result in the words of RFC 7208 section 2.6
 * @param dkim the best that a signature came to, in the words of RFC 8601 section 2.7.1
 * @param signatures what became of each
 * @param dmarc result in the words of RFC 7489 section 11.2
 * @param dmarcPolicy what the owner of the From domain wants done with mail that fails; null when he says nothing
 * @param dmarcDomain whose record says so
 * @param askedAt when; null when it was too late to ask
 * @param answers exhibit with the answers; null when it was too late to ask
 */
record DnsAtReceipt(
        @Nullable Boolean fromDomainExists,
        @Nullable String spf,
        @Nullable String dkim,
        List<Signature> signatures,
        @Nullable String dmarc,
        @Nullable String dmarcPolicy,
        @Nullable String dmarcDomain,
        @Nullable Instant askedAt,
        @Nullable UUID answers) {

    /** The message waited so long to be asked about that an answer would have proved nothing. */
    static final DnsAtReceipt TOO_LATE = new DnsAtReceipt(null, null, null, List.of(), null, null, null, null, null);

    /** Whether it is known what SPF, DKIM and DMARC said, a fault in somebody's records included. */
    boolean isAuthenticationKnown() {
        // A signature that was not looked at to the end is neutral; SPF has that word for something that is known.
        return isKnown(spf) && isKnown(dkim) && !"neutral".equals(dkim) && isKnown(dmarc);
    }

    private static boolean isKnown(@Nullable String result) {
        return result != null && !result.equals("temperror");
    }

    /**
     * A DKIM signature.
     *
     * @param domain that signed; null when the field names none
     * @param selector of the key
     * @param result in the words of RFC 8601 section 2.7.1
     * @param reason why it did not pass
     * @param bodyLength bytes of the body that are signed, where the signature limits them: more may have been added
     */
    @Schema(name = "DkimSignature")
    public record Signature(
            @Nullable String domain,
            @Nullable String selector,
            String result,
            @Nullable String reason,
            @Nullable Long bodyLength) {}
}
