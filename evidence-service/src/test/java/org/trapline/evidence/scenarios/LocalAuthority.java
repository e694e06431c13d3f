package org.trapline.evidence.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time stamping authority on loopback, with a root and a certificate of its own; it can be told to answer wrongly. */
public final class LocalAuthority implements AutoCloseable {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1.1");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final KeyPair rootKey = keys();
    private final X509Certificate root;
    private final Signer honest;
    private final AtomicInteger serial = new AtomicInteger(1000);
    private volatile Answer answer = this::stamp;

    /** What an authority does with a request. */
    public interface Answer {
        void to(TimeStampRequest request, HttpExchange exchange) throws Exception;
    }

    private record Signer(KeyPair keys, X509Certificate certificate) {}

    private LocalAuthority() {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = builder("CN=Test Root", rootKey, now, Duration.ofDays(100));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            root = signed(builder);
            honest = signer("CN=Test Time,O=Nowhere", Duration.ofDays(10), true, true);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(new TimeStampRequest(exchange.getRequestBody().readAllBytes()), exchange);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
    }

    public static LocalAuthority start() {
        return new LocalAuthority();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    /** What a service is configured with that asks this authority. */
    public Map<String, String> settings() {
        try {
            Path trusted = Files.createTempFile(Path.of("target"), "authority", ".pem");
            Files.writeString(trusted, rootPem());
            return Map.of(
                    "trapline.evidence.timestamps.url",
                    url().toString(),
                    "trapline.evidence.timestamps.trusted",
                    trusted.toString(),
                    "trapline.outbound.only-allowed",
                    "true",
                    "trapline.outbound.allowed",
                    url().getAuthority());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its users trust. */
    public String rootPem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Answers as it should from now on. */
    public void behave() {
        answer = this::stamp;
    }

    public void answer(Answer wanted) {
        answer = wanted;
    }

    public void answerOtherBytes() {
        answer = (request, exchange) -> reply(exchange, granted(other(new byte[32], request.getNonce()), honest));
    }

    public void answerAnotherNonce() {
        answer = (request, exchange) ->
                reply(exchange, granted(other(request.getMessageImprintDigest(), BigInteger.TEN), honest));
    }

    /** Stamps under its own policy, whatever the request asks for. */
    public void ignoreThePolicyAskedFor() {
        answer = (request, exchange) ->
                reply(exchange, granted(other(request.getMessageImprintDigest(), request.getNonce()), honest));
    }

    /** Signs with a certificate that ran out before. */
    public void beExpired() {
        Signer expired = signer("CN=Test Time", Duration.ofDays(-1), true, true);
        answer = (request, exchange) -> reply(exchange, granted(request, expired));
    }

    /** Signs with a certificate that is not for time stamps, or says so without making it critical. */
    public void useAnUnfitCertificate(boolean withUsage) {
        Signer unfit = signer("CN=Test Time", Duration.ofDays(1), withUsage, false);
        answer = (request, exchange) -> reply(exchange, forced(request, unfit));
    }

    public void refuse() {
        answer = (request, exchange) -> reply(
                exchange,
                new TimeStampResponseGenerator(generator(honest), Set.of("1.3.14.3.2.26"))
                        .generate(request, BigInteger.ONE, new Date())
                        .getEncoded());
    }

    public static void reply(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void stamp(TimeStampRequest request, HttpExchange exchange) throws Exception {
        reply(exchange, granted(request, honest));
    }

    private byte[] granted(TimeStampRequest request, Signer signer) throws Exception {
        return new TimeStampResponseGenerator(generator(signer), TSPAlgorithms.ALLOWED)
                .generate(request, BigInteger.valueOf(serial.incrementAndGet()), new Date())
                .getEncoded();
    }

    private TimeStampTokenGenerator generator(Signer signer)
            throws OperatorCreationException, GeneralSecurityException, TSPException {
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build("SHA256withECDSA", signer.keys().getPrivate(), signer.certificate()),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                POLICY);
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate(), root)));
        return generator;
    }

    /** BouncyCastle does not stamp with an unfit certificate, so the message is put together by hand (RFC 3161 section 2.4.2). */
    private byte[] forced(TimeStampRequest request, Signer signer) throws Exception {
        TSTInfo info = new TSTInfo(
                POLICY,
                new MessageImprint(
                        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256), request.getMessageImprintDigest()),
                new ASN1Integer(serial.incrementAndGet()),
                new ASN1GeneralizedTime(new Date()),
                null,
                null,
                new ASN1Integer(request.getNonce()),
                null,
                null);
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(signer.certificate().getEncoded());
        Hashtable<ASN1ObjectIdentifier, Attribute> attributes = new Hashtable<>();
        attributes.put(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new Attribute(
                        PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                        new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
                .build(signing(signer.keys()), signer.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate(), root)));
        byte[] token = generator
                .generate(
                        new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded("DER")), true)
                .getEncoded("DER");
        return new DERSequence(
                        new ASN1Encodable[] {new DERSequence(new ASN1Integer(0)), ContentInfo.getInstance(token)})
                .getEncoded("DER");
    }

    private static TimeStampRequest other(byte[] imprint, BigInteger nonce) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(NISTObjectIdentifiers.id_sha256, imprint, nonce);
    }

    private Signer signer(String name, Duration until, boolean usage, boolean critical) {
        try {
            KeyPair keys = keys();
            X509v3CertificateBuilder builder =
                    builder(name, keys, Instant.now().minus(Duration.ofDays(2)), until.plusDays(2));
            if (usage) {
                builder.addExtension(
                        Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            return new Signer(keys, signed(builder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509v3CertificateBuilder builder(String name, KeyPair keys, Instant from, Duration length) {
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=Test Root"),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(from.minusSeconds(60)),
                Date.from(from.plus(length)),
                new X500Name(name),
                keys.getPublic());
    }

    private X509Certificate signed(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signing(rootKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signing(KeyPair keys) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
