package org.trapline.evidence.scenarios;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.FailException;

/** Signs mail as others do: by a library, not by what checks the signatures here. */
public final class MailSigner {

    private final KeyPair keys;

    private MailSigner(KeyPair keys) {
        this.keys = keys;
    }

    /** With an RSA key of its own. */
    public static MailSigner withKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new MailSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param template tags of the signature, with empty ones for body hash and value
     * @return the message with the signature before it
     */
    public String signed(String template, String message) {
        try {
            String field = new DKIMSigner(template, keys.getPrivate())
                    .sign(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
            return field + "\r\n" + message;
        } catch (FailException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of an rsa-sha256 signature over bytes. */
    public String signature(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as a TXT record's strings. */
    public String record() {
        return record("v=DKIM1; k=rsa; p=");
    }

    /** @param tags that stand before the key */
    public String record(String tags) {
        String text = tags + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return Stream.of(text.split("(?<=\\G.{200})"))
                .map(part -> "\"" + part + "\"")
                .collect(Collectors.joining(" "));
    }
}
