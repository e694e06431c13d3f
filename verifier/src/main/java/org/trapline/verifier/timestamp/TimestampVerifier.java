package org.trapline.verifier.timestamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.trapline.verifier.ProofFailed;

/**
 * Verifies replies of time stamping authorities. Without an exception the stamp holds: it is of these bytes, signed by a
 * certificate made for nothing but time stamps (RFC 3161 section 2.3) that was valid at the time it states and, unless nobody is
 * trusted, leads to a trusted one. Whether a certificate was revoked is not asked: that takes a network.
 */
public final class TimestampVerifier {

    /** Bytes of a reply at most; an authority that sends its whole chain needs about 8,000. */
    public static final int LARGEST = 64 * 1024;

    private static final Map<String, String> DIGESTS = Map.of(
            NISTObjectIdentifiers.id_sha256.getId(), "SHA-256",
            NISTObjectIdentifiers.id_sha384.getId(), "SHA-384",
            NISTObjectIdentifiers.id_sha512.getId(), "SHA-512");

    private final Set<X509Certificate> trusted;

    private TimestampVerifier(Set<X509Certificate> trusted) {
        this.trusted = trusted;
    }

    /** Checks everything but who the authority is. */
    public static TimestampVerifier trustingAnyone() {
        return new TimestampVerifier(Set.of());
    }

    /**
     * Trusts an authority's own certificate, or those that issue it.
     *
     * @param pem one or more certificates, with or without text between them
     * @throws ProofFailed when there is none, or one that cannot be read
     */
    public static TimestampVerifier trusting(String pem) throws ProofFailed {
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            if (read.isEmpty()) {
                throw new ProofFailed("there is no certificate in it");
            }
            return new TimestampVerifier(
                    read.stream().map(X509Certificate.class::cast).collect(Collectors.toUnmodifiableSet()));
        } catch (CertificateException e) {
            throw new ProofFailed("not a list of certificates in PEM: " + e.getMessage());
        }
    }

    /** Whether it says who the authority may be. */
    public boolean knowsWhomToTrust() {
        return !trusted.isEmpty();
    }

    /**
     * Verifies that a reply stamps these bytes.
     *
     * @param reply a TimeStampResp in DER
     * @param stamped what should have been stamped
     * @throws ProofFailed when it does not, or nobody who is trusted says so
     */
    public Timestamp verify(byte[] reply, byte[] stamped) throws ProofFailed {
        if (reply.length > LARGEST) {
            throw new ProofFailed("a time stamp is not larger than " + LARGEST + " bytes");
        }
        try {
            return verify(token(new TimeStampResponse(reply)), stamped);
        } catch (TSPException e) {
            throw new ProofFailed("the time stamp does not hold: " + e.getMessage());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new ProofFailed("not a time stamp that can be read: " + e.getMessage());
        } catch (RuntimeException e) {
            // The parser meets what is no ASN.1 of this kind with any of several.
            throw new ProofFailed("not a time stamp");
        }
    }

    private static TimeStampToken token(TimeStampResponse response) throws ProofFailed {
        TimeStampToken token = response.getTimeStampToken();
        if (token == null || response.getStatus() > 1) {
            throw new ProofFailed("the authority granted no time stamp");
        }
        return token;
    }

    private Timestamp verify(TimeStampToken token, byte[] stamped)
            throws ProofFailed, TSPException, GeneralSecurityException, OperatorCreationException {
        String digest =
                DIGESTS.get(token.getTimeStampInfo().getMessageImprintAlgOID().getId());
        if (digest == null) {
            throw new ProofFailed("the time stamp is over a hash that is not SHA-2");
        }
        if (!MessageDigest.isEqual(
                MessageDigest.getInstance(digest).digest(stamped),
                token.getTimeStampInfo().getMessageImprintDigest())) {
            throw new ProofFailed("the time stamp is of other bytes");
        }
        List<X509Certificate> enclosed = enclosed(token);
        X509Certificate signer = signer(token, enclosed);
        // Signature, signing certificate attribute, extended key usage and validity at that time.
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
        if (knowsWhomToTrust() && !trusted.contains(signer)) {
            findPath(token, signer, enclosed);
        }
        return new Timestamp(
                token.getTimeStampInfo().getGenTime().toInstant(),
                signer.getSubjectX500Principal().getName(X500Principal.RFC2253),
                token.getTimeStampInfo().getSerialNumber().toString(),
                token.getTimeStampInfo().getPolicy().getId());
    }

    private static List<X509Certificate> enclosed(TimeStampToken token) throws CertificateException {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            certificates.add(converter.getCertificate(holder));
        }
        return certificates;
    }

    /** An authority need not enclose its certificate: then it is among the trusted ones. */
    private X509Certificate signer(TimeStampToken token, List<X509Certificate> enclosed)
            throws ProofFailed, CertificateException {
        Set<X509Certificate> known = new HashSet<>(enclosed);
        known.addAll(trusted);
        for (X509Certificate certificate : known) {
            if (token.getSID().match(new JcaX509CertificateHolder(certificate))) {
                return certificate;
            }
        }
        throw new ProofFailed("the certificate that signed the time stamp is neither in it nor trusted");
    }

    private void findPath(TimeStampToken token, X509Certificate signer, List<X509Certificate> enclosed)
            throws ProofFailed, GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(signer);
        Set<TrustAnchor> anchors =
                trusted.stream().map(c -> new TrustAnchor(c, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(enclosed)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(token.getTimeStampInfo().getGenTime());
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (CertPathBuilderException e) {
            throw new ProofFailed(
                    "no trusted certificate stands behind " + signer.getSubjectX500Principal() + ": " + e.getMessage());
        }
    }
}
