package org.trapline.verifier.packet;

/** Where things lie in a packet, beside what {@link Bag} names: docs/formats/packet.md. */
public final class PacketLayout {

    /** The signer's public key, SubjectPublicKeyInfo in PEM (RFC 8410). Its fingerprint is the SHA-256 of the DER in hex. */
    public static final String KEY = "signing-key.pem";

    public static final String PAGE = "data/index.html";
    public static final String LIST = "data/exhibits.csv";
    public static final String MESSAGES = "data/exhibits.warc";
    public static final String CUSTODY = "data/custody.jsonl";
    /** A signed note (C2SP tlog-checkpoint). */
    public static final String CHECKPOINT = "data/proofs/checkpoint";
    /** A TimeStampResp (RFC 3161) over the bytes of {@link #CHECKPOINT}; a packet need not have one. */
    public static final String TIMESTAMP = "data/proofs/checkpoint.tsr";
    /** One {@link Opening} a line, in the order of the numbers. */
    public static final String OPENINGS = "data/proofs/exhibits.jsonl";

    public static final String CERTIFICATES = "data/certificates/";

    private PacketLayout() {}
}
