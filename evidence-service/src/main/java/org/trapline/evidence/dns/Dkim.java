package org.trapline.evidence.dns;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.jdkim.canon.DigestOutputStream;
import org.apache.james.jdkim.canon.LimitedOutputStream;
import org.apache.james.jdkim.canon.RelaxedBodyCanonicalizer;
import org.apache.james.jdkim.canon.SimpleBodyCanonicalizer;
import org.apache.james.jdkim.tagvalue.PublicKeyRecordImpl;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;
import org.jspecify.annotations.Nullable;
import org.trapline.verifier.TreeHash;
import org.xbill.DNS.Type;

/**
 * One DKIM signature of a message (RFC 6376). It is read out of the bytes first, so that the message need not be kept until DNS has
 * answered for the key. Tags and canonical bodies are the library's; header fields are signed here as the bytes that they are,
 * which its verifier takes for text in the machine's charset.
 */
final class Dkim {

    static final String PASS = "pass";
    static final String FAIL = "fail";
    static final String POLICY = "policy";

    /** It was not looked at to the end, so that nobody knows whether it holds. */
    static final String NEUTRAL = "neutral";

    static final String TEMPERROR = "temperror";
    static final String PERMERROR = "permerror";

    /** Signatures of a message that are looked at. Each is a question to DNS and a turn over the body. */
    private static final int MOST_SIGNATURES = 8;

    private static final int LONGEST_FIELD = 32 * 1024;
    private static final int LONGEST_KEY = 16 * 1024;
    private static final int MOST_SIGNED = 64 * 1024;

    /** Each signature of a message has its body read once more. */
    private static final int LONGEST_BODY = 8 * 1024 * 1024;

    /** RFC 8301 section 3.2 wants 1024 bits at the least; beyond the most a signature costs too much to check. */
    private static final int SMALLEST_RSA = 1024;

    private static final int LARGEST_RSA = 8192;
    private static final int LONGEST_EXPONENT = 32;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){0,20}");

    /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final @Nullable Tags tags;
    private final byte[] signed;
    private final boolean bodyIsSame;
    private final Verdict early;

    private Dkim(@Nullable Tags tags, byte[] signed, boolean bodyIsSame, Verdict early) {
        this.tags = tags;
        this.signed = signed;
        this.bodyIsSame = bodyIsSame;
        this.early = early;
    }

    /**
     * What became of a signature.
     *
     * @param domain that signed; null when the field names none
     * @param selector of the key
     * @param result in the words of RFC 8601 section 2.7.1
     * @param reason why it did not pass
     * @param bodyLength bytes of the body that are signed, where the field limits them (tag {@code l}): more may have been added
     */
    record Verdict(
            @Nullable String domain,
            @Nullable String selector,
            String result,
            @Nullable String reason,
            @Nullable Long bodyLength) {

        Verdict with(String newResult, @Nullable String newReason) {
            return new Verdict(domain, selector, newResult, newReason, bodyLength);
        }
    }

    /** @param at when the message came in: signatures that expire later are good */
    static List<Dkim> read(RawHeader header, byte[] raw, Instant at) {
        List<String> fields = header.fields("DKIM-Signature");
        List<Dkim> read = new ArrayList<>();
        fields.stream().limit(MOST_SIGNATURES).forEach(field -> read.add(read(field, header, raw, at)));
        int more = fields.size() - read.size();
        if (more > 0) {
            read.add(ended(new Verdict(null, null, NEUTRAL, more + " more signatures are not looked at", null)));
        }
        return read;
    }

    /** One word for all signatures of a message: the best that one of them came to. */
    static String best(List<Verdict> verdicts) {
        return Stream.of(PASS, TEMPERROR, NEUTRAL, FAIL, POLICY, PERMERROR)
                .filter(result -> verdicts.stream().anyMatch(v -> v.result().equals(result)))
                .findFirst()
                .orElse("none");
    }

    private static Dkim read(String field, RawHeader header, byte[] raw, Instant at) {
        Verdict nameless = new Verdict(null, null, "", null, null);
        if (field.length() > LONGEST_FIELD) {
            return ended(nameless.with(NEUTRAL, "the signature field is too long to be looked at"));
        }
        if (raw.length - header.body() > LONGEST_BODY) {
            return ended(nameless.with(NEUTRAL, "the body is too long to be looked at"));
        }
        Tags tags;
        Verdict open;
        try {
            tags = new Tags(field.substring(field.indexOf(':') + 1));
            String domain = tags.getDToken().toString().toLowerCase(Locale.ROOT);
            String selector = tags.getSelector().toString();
            boolean named =
                    NAME.matcher(domain).matches() && NAME.matcher(selector).matches();
            open = named ? new Verdict(domain, selector, "", null, tags.bodyLength()) : nameless;
        } catch (RuntimeException e) {
            return ended(nameless.with(PERMERROR, "the signature field has a fault"));
        }
        try {
            Verdict refused = refused(tags, open, at);
            if (refused != null) {
                return ended(refused);
            }
            byte[] signed = signed(field, tags, header);
            return signed.length > MOST_SIGNED
                    ? ended(open.with(NEUTRAL, "more is signed than is looked at"))
                    : new Dkim(tags, signed, bodyIsSame(tags, raw, header.body()), open);
        } catch (RuntimeException e) {
            return ended(open.with(PERMERROR, "the signature field has a fault"));
        }
    }

    private static Dkim ended(Verdict verdict) {
        return new Dkim(null, new byte[0], false, verdict);
    }

    private static @Nullable Verdict refused(Tags tags, Verdict open, Instant at) {
        if (open.domain() == null) {
            return open.with(PERMERROR, "domain or selector is no name that DNS can have");
        }
        String algorithm = tags.algorithm();
        if (algorithm.equals("rsa-sha1")) {
            return open.with(POLICY, "rsa-sha1 proves nothing any more (RFC 8301)");
        }
        if (!algorithm.equals("rsa-sha256") && !algorithm.equals("ed25519-sha256")) {
            return open.with(PERMERROR, "the algorithm is unknown");
        }
        if (!tags.getRecordLookupMethods().contains("dns/txt")) {
            return open.with(PERMERROR, "the key is not to be had from DNS");
        }
        Instant expiry = tags.expiry();
        return expiry != null && expiry.isBefore(at)
                ? open.with(POLICY, "it had expired when the message came in")
                : null;
    }

    /** Header fields in the signature's order, each name's last one first, then the signature field itself without its value. */
    private static byte[] signed(String field, Tags tags, RawHeader header) {
        boolean relaxed = relaxed(tags.getHeaderCanonicalisationMethod());
        StringBuilder all = new StringBuilder();
        Map<String, Integer> taken = new HashMap<>();
        for (CharSequence name : tags.getHeaders()) {
            List<String> fields = header.fields(name.toString());
            int before = taken.merge(name.toString().toLowerCase(Locale.ROOT), 1, Integer::sum);
            if (before <= fields.size() && all.length() <= MOST_SIGNED) {
                all.append(canonical(fields.get(fields.size() - before), relaxed))
                        .append("\r\n");
            }
        }
        int colon = field.indexOf(':') + 1;
        String unsigned = field.substring(0, colon)
                + field.substring(colon).replaceFirst("(^|;)([ \\t\\r\\n]*b[ \\t\\r\\n]*=)[^;]*", "$1$2");
        return all.append(canonical(unsigned, relaxed)).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String canonical(String field, boolean relaxed) {
        if (!relaxed) {
            return field;
        }
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \\t]++", " ");
        int start = value.startsWith(" ") ? 1 : 0;
        int end = value.endsWith(" ") && value.length() > start ? value.length() - 1 : value.length();
        return field.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT) + ":" + value.substring(start, end);
    }

    private static boolean relaxed(String method) {
        if (!method.equals("relaxed") && !method.equals("simple")) {
            throw new IllegalStateException("no such canonical form");
        }
        return method.equals("relaxed");
    }

    private static boolean bodyIsSame(Tags tags, byte[] raw, int body) {
        boolean relaxed = relaxed(tags.getBodyCanonicalisationMethod());
        MessageDigest sha256 = TreeHash.sha256();
        Long length = tags.bodyLength();
        LimitedOutputStream limited = new LimitedOutputStream(
                new DigestOutputStream(sha256),
                length == null ? Integer.MAX_VALUE : (int) Math.min(length, Integer.MAX_VALUE));
        // The library ends an empty body with a line end in this form too, against RFC 6376 section 3.4.4.
        if (!relaxed || !isBlank(raw, body)) {
            try (OutputStream out =
                    relaxed ? new RelaxedBodyCanonicalizer(limited) : new SimpleBodyCanonicalizer(limited)) {
                out.write(raw, body, raw.length - body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        boolean longEnough = length == null || limited.getComputedBytes() >= length;
        return MessageDigest.isEqual(sha256.digest(), tags.getBodyHash()) && longEnough;
    }

    private static boolean isBlank(byte[] raw, int from) {
        for (int i = from; i < raw.length; i++) {
            if (raw[i] != ' ' && raw[i] != '\t' && raw[i] != '\r' && raw[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /** When nobody gets to know what became of it. */
    Verdict unknown() {
        return early.with(TEMPERROR, "it could not be checked");
    }

    Verdict verdict(Inquiry inquiry) {
        Tags of = tags;
        if (of == null) {
            return early;
        }
        Answer answer = inquiry.ask(early.selector() + "._domainkey." + early.domain(), Type.TXT);
        if (!answer.isKnown()) {
            return early.with(TEMPERROR, "the key was not to be had: " + answer.rcode());
        }
        if (answer.values().isEmpty()) {
            return early.with(PERMERROR, "there is no key");
        }
        for (String record : answer.values()) {
            Key key = Key.of(record);
            if (key != null) {
                return verdict(of, key);
            }
        }
        return early.with(PERMERROR, "the key record has a fault or is revoked");
    }

    private Verdict verdict(Tags of, Key record) {
        PublicKey key;
        try {
            if (!record.isFor(of)) {
                return early.with(PERMERROR, "the key is not for signatures like this");
            }
            key = record.key();
        } catch (RuntimeException | GeneralSecurityException e) {
            return early.with(PERMERROR, "the key record has a fault or is revoked");
        }
        int bits = key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : SMALLEST_RSA;
        if (bits < SMALLEST_RSA) {
            return early.with(POLICY, "a key of " + bits + " bits is not taken (RFC 8301)");
        }
        if (bits > LARGEST_RSA
                || (key instanceof RSAPublicKey rsa && rsa.getPublicExponent().bitLength() > LONGEST_EXPONENT)) {
            return early.with(NEUTRAL, "the key costs too much to check");
        }
        if (!verifies(of, key)) {
            return failed(record, "the signature does not fit the header");
        }
        return bodyIsSame ? early.with(PASS, null) : failed(record, "the body is not the one that was signed");
    }

    /** Who only tries his keys is not to be held to them (RFC 6376 section 3.6.1, tag {@code t=y}). */
    private Verdict failed(Key record, String reason) {
        return record.isTesting()
                ? early.with(POLICY, reason + ", and its key says that it is a test")
                : early.with(FAIL, reason);
    }

    private boolean verifies(Tags of, PublicKey key) {
        try {
            boolean rsa = key instanceof RSAPublicKey;
            Signature check = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            check.initVerify(key);
            // RFC 8463 section 3: Ed25519 signs the hash.
            check.update(rsa ? signed : TreeHash.sha256().digest(signed));
            return check.verify(of.getSignature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The tags of a signature. What they say of times is weighed against the time of receipt, which the library does not know. */
    private static final class Tags extends SignatureRecordImpl {

        Tags(String value) {
            super(value);
        }

        @Override
        protected @Nullable CharSequence getValue(String tag) {
            return tag.equals("x") ? null : super.getValue(tag);
        }

        @Nullable Instant expiry() {
            CharSequence value = super.getValue("x");
            return value == null ? null : Instant.ofEpochSecond(Long.parseLong(value.toString()));
        }

        String algorithm() {
            return String.valueOf(super.getValue("a")).toLowerCase(Locale.ROOT);
        }

        @Nullable Long bodyLength() {
            String value = String.valueOf(super.getValue("l"));
            return value.matches("\\d{1,18}") ? Long.valueOf(value) : null;
        }
    }

    private static final class Key extends PublicKeyRecordImpl {

        private Key(String record) {
            super(record);
        }

        /** Null when it is not a key record, or one of a revoked key. */
        static @Nullable Key of(String record) {
            if (record.length() > LONGEST_KEY) {
                return null;
            }
            try {
                Key key = new Key(record);
                key.validate();
                return key;
            } catch (RuntimeException e) {
                return null;
            }
        }

        boolean isFor(Tags signature) {
            List<String> services = new ArrayList<>();
            for (String service : String.valueOf(getValue("s")).split(":")) {
                services.add(service.strip());
            }
            String identity = signature.getIdentity().toString();
            String domain = identity.substring(identity.lastIndexOf('@') + 1);
            return (services.contains("*") || services.contains("email"))
                    && isKeyTypeSupported(signature.getHashKeyType())
                    && isHashMethodSupported(signature.getHashMethod())
                    && (!isDenySubdomains()
                            || domain.equalsIgnoreCase(signature.getDToken().toString()));
        }

        PublicKey key() throws GeneralSecurityException {
            byte[] bytes = Base64.getMimeDecoder().decode(String.valueOf(getValue("p")));
            if (!isKeyTypeSupported("ed25519")) {
                return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes));
            }
            byte[] info = Arrays.copyOf(ED25519, ED25519.length + bytes.length);
            System.arraycopy(bytes, 0, info, ED25519.length, bytes.length);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
        }
    }
}
