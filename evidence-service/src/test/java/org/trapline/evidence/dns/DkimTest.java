package org.trapline.evidence.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trapline.evidence.scenarios.DnsStand;
import org.trapline.evidence.scenarios.MailSigner;
import org.xbill.DNS.Type;

class DkimTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-15T12:00:00Z");

    /** RFC 6376 section 3.4.4: the hash of nothing. */
    private static final String NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private static final String MAIL = "From: Chairs <news@shop.example>\r\nTo: a@trap.example\r\n"
            + "Subject: The best \t prices\r\n  of all\r\nDate: Thu, 15 Jan 2026 11:59:00 +0000\r\n\r\n"
            + "Buy now. \r\n\r\nOnly  $20.\r\n\r\n\r\n";

    /** The message of RFC 8463 appendix A.3, signed with Ed25519 and with RSA. */
    private static final String OF_RFC_8463 = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """.replace("\n", "\r\n");

    private static DnsStand dns;
    private static MailSigner signer;

    @BeforeAll
    static void start() {
        dns = DnsStand.start();
        signer = MailSigner.withKey(2048);
        dns.has("good._domainkey.shop.example", Type.TXT, signer.record());
        dns.has(
                "short._domainkey.shop.example",
                Type.TXT,
                MailSigner.withKey(512).record());
        dns.has(
                "other._domainkey.shop.example",
                Type.TXT,
                MailSigner.withKey(1024).record());
        dns.has("revoked._domainkey.shop.example", Type.TXT, "\"v=DKIM1; p=\"");
        dns.has("faulty._domainkey.shop.example", Type.TXT, "\"v=DKIM1; p=AAAA\"");
        dns.has("sha1._domainkey.shop.example", Type.TXT, signer.record("v=DKIM1; h=sha1; p="));
        dns.has("web._domainkey.shop.example", Type.TXT, signer.record("v=DKIM1; s=other; p="));
        dns.has("test._domainkey.shop.example", Type.TXT, signer.record("v=DKIM1; t=y; p="));
        dns.has("nul._domainkey.shop.example", Type.TXT, "\"v=DKIM1; p=\\000\\000\"");
        dns.has("huge._domainkey.shop.example", Type.TXT, ("\"" + "A".repeat(250) + "\" ").repeat(200));
        dns.fails("broken._domainkey.shop.example");
        dns.has(
                "brisbane._domainkey.football.example.com",
                Type.TXT,
                "\"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"");
        dns.has(
                "test._domainkey.football.example.com",
                Type.TXT,
                "\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/b\""
                        + " \"yYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB\"");
    }

    @AfterAll
    static void stop() {
        dns.close();
    }

    @Test
    void theSignaturesOfTheRfcPass() {
        assertThat(verdicts(OF_RFC_8463))
                .containsExactly(
                        new Dkim.Verdict("football.example.com", "brisbane", "pass", null, null),
                        new Dkim.Verdict("football.example.com", "test", "pass", null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple/simple", "relaxed/relaxed", "simple/relaxed", "relaxed/simple", "relaxed"})
    void whatIsSignedPassesInEachCanonicalForm(String form) {
        assertThat(verdict(signer.signed(template("good", "c=" + form + ";"), MAIL)))
                .isEqualTo(new Dkim.Verdict("shop.example", "good", "pass", null, null));
    }

    @ParameterizedTest
    @CsvSource({"Subject: The best, fail", "Buy now, fail", "a@trap.example, pass"})
    void whatIsChangedAfterwardsFailsWhereItIsSigned(String words, String result) {
        String mail = signer.signed(template("good", "c=relaxed/relaxed;"), MAIL);

        assertThat(verdict(mail.replace(words, words + "x")).result()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "other, fail, the signature does not fit the header",
        "short, policy, a key of 512 bits is not taken (RFC 8301)",
        "revoked, permerror, the key record has a fault or is revoked",
        "faulty, permerror, the key record has a fault or is revoked",
        "nul, permerror, the key record has a fault or is revoked",
        "huge, permerror, the key record has a fault or is revoked",
        "sha1, permerror, the key is not for signatures like this",
        "web, permerror, the key is not for signatures like this",
        "missing, permerror, there is no key",
        "broken, temperror, the key was not to be had: SERVFAIL",
        "test, pass, "
    })
    void theKeyDecides(String selector, String result, String reason) {
        Dkim.Verdict verdict = verdict(signer.signed(template(selector, ""), MAIL));

        assertThat(verdict).isEqualTo(new Dkim.Verdict("shop.example", selector, result, reason, null));
    }

    @Test
    void whoOnlyTriesHisKeysDoesNotFail() {
        String mail = signer.signed(template("test", ""), MAIL).replace("Buy now", "Buy it");

        assertThat(verdict(mail).result()).isEqualTo("policy");
    }

    @Test
    void rsaWithSha1IsNotTakenWhateverItSigns() {
        String mail = signer.signed(template("good", "").replace("rsa-sha256", "rsa-sha1"), MAIL);

        assertThat(verdict(mail).result()).isEqualTo("policy");
        assertThat(verdict(mail).reason()).contains("RFC 8301");
    }

    @Test
    void aLimitOfTheBodyIsNotedAndWhatIsAddedPasses() {
        String mail = signer.signed(template("good", "l=10;"), MAIL);

        assertThat(verdict(mail + "and more\r\n"))
                .isEqualTo(new Dkim.Verdict("shop.example", "good", "pass", null, 10L));
        assertThat(verdict(signer.signed(template("good", "l=1000;"), MAIL)).result())
                .isEqualTo("fail");
    }

    @Test
    void expiryIsWeighedAtReceipt() {
        long received = RECEIVED.getEpochSecond();

        assertThat(verdicts(signedByHand("x=" + (received + 1) + "; ", "Joe <a@shop.example>", NOTHING, "")))
                .extracting(Dkim.Verdict::result)
                .containsExactly("pass");
        assertThat(verdict(signer.signed(template("good", "t=" + 2 * received + ";"), MAIL))
                        .result())
                .isEqualTo("pass");
        assertThat(verdicts(signedByHand("x=" + (received - 1) + "; ", "Joe <a@shop.example>", NOTHING, "")))
                .extracting(Dkim.Verdict::result)
                .containsExactly("policy");
    }

    @Test
    void anEmptyBodyPassesInTheRelaxedFormOfTheRfc() {
        assertThat(verdicts(signedByHand("", "Joe <a@shop.example>", NOTHING, "")))
                .containsExactly(new Dkim.Verdict("shop.example", "good", "pass", null, null));
        assertThat(verdicts(signedByHand("", "Joe <a@shop.example>", NOTHING, "\r\n \r\n")))
                .containsExactly(new Dkim.Verdict("shop.example", "good", "pass", null, null));
    }

    @Test
    void bytesThatAreNoUtf8AreSignedAsTheyStand() {
        byte[] raw = signedByHand("", "J\u00f6 <a@shop.example>", NOTHING, "");

        assertThat(verdicts(raw)).extracting(Dkim.Verdict::result).containsExactly("pass");
    }

    /** In the relaxed forms; a character is a byte. */
    private static byte[] signedByHand(String more, String from, String bodyHash, String body) {
        String tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; " + more + "d=shop.example; s=good; h=from; bh=" + bodyHash
                + "; b=";
        String value =
                signer.signature(("from:" + from + "\r\ndkim-signature:" + tags).getBytes(StandardCharsets.ISO_8859_1));
        return ("DKIM-Signature: " + tags + value + "\r\nFrom: " + from + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aListOfHundredFieldsIsSignedAndPasses() {
        String names = IntStream.range(0, 100).mapToObj(i -> "X-" + i).collect(Collectors.joining(":"));
        String fields = IntStream.range(0, 100)
                .mapToObj(i -> "X-" + i + ": value " + i + "\r\n")
                .collect(Collectors.joining());
        String mail = signer.signed(template("good", "").replace("h=from", "h=" + names + ":from"), fields + MAIL);

        assertThat(verdict(mail).result()).isEqualTo("pass");
        assertThat(verdict(mail.replace("value 57", "value 58")).result()).isEqualTo("fail");
    }

    @Test
    void hugeFieldsListsAndNumbersEndInAVerdict() {
        String good = signer.signed(template("good", ""), MAIL);

        assertThat(verdict(good.replace("h=from", "h=from" + ":x".repeat(20_000)))
                        .result())
                .isEqualTo("neutral");
        assertThat(verdict(good.replace("h=from", "h=" + "from:".repeat(4_000) + "from"))
                        .result())
                .isEqualTo("fail");
        assertThat(verdict("X: " + "x".repeat(200_000) + "\r\n" + good.replace("h=from", "h=from:x"))
                        .result())
                .isEqualTo("neutral");
        assertThat(verdict(signer.signed(template("good", ""), MAIL).replace("v=1;", "v=1; l=99999999999999999;"))
                        .result())
                .isEqualTo("fail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=1",
                "",
                ";;;",
                "v=1; a=rsa-sha256; d=shop.example; s=good; h=to; bh=AA==; b=AA==",
                "v=1; a=rsa-sha256; d=shop.example; s=\u0000; h=from; bh=AA==; b=AA==",
                "v=1; a=rsa-sha256; d=shop\u0000.example; s=good; h=from; bh=AA==; b=AA==",
                "v=1; a=rsa-md5; d=shop.example; s=good; h=from; bh=AA==; b=AA==",
                "v=1; a=rsa-sha256; c=odd; d=shop.example; s=good; h=from; bh=AA==; b=AA==",
                "v=1; a=rsa-sha256; q=http; d=shop.example; s=good; h=from; bh=AA==; b=AA==",
                "v=1; a=rsa-sha256; d=shop.example; s=good; h=from; bh=AA==; b=AA==; x=never",
            })
    void aFieldWithAFaultIsAnErrorAndNoFailure(String tags) {
        Dkim.Verdict verdict = verdict("DKIM-Signature: " + tags + "\r\n" + MAIL);

        assertThat(verdict.result()).isEqualTo("permerror");
        assertThat(String.valueOf(verdict.domain()) + verdict.selector()).doesNotContain("\u0000");
    }

    @Test
    void anEmptySignatureFails() {
        String tags = "v=1; a=rsa-sha256; d=shop.example; s=good; h=from; bh=; b=";

        assertThat(verdict("DKIM-Signature: " + tags + "\r\n" + MAIL).result()).isEqualTo("fail");
    }

    @Test
    void aBodyOfMoreThanEightMebibytesIsNotLookedAt() {
        String signed = signer.signed(template("good", ""), MAIL);

        assertThat(verdict(signed + "x".repeat(8 * 1024 * 1024)).result()).isEqualTo("neutral");
    }

    @Test
    void noMoreThanEightSignaturesAreLookedAt() {
        String field = "DKIM-Signature: v=1\r\n";

        assertThat(verdicts(field.repeat(1_000) + MAIL))
                .hasSize(9)
                .last()
                .isEqualTo(new Dkim.Verdict(null, null, "neutral", "992 more signatures are not looked at", null));
    }

    @Test
    void theBestOfSeveralCounts() {
        assertThat(Dkim.best(List.of())).isEqualTo("none");
        assertThat(Dkim.best(verdicts(signer.signed(template("other", ""), signer.signed(template("good", ""), MAIL)))))
                .isEqualTo("pass");
        assertThat(Dkim.best(
                        verdicts(signer.signed(template("other", ""), signer.signed(template("broken", ""), MAIL)))))
                .isEqualTo("temperror");
        assertThat(Dkim.best(
                        verdicts(signer.signed(template("other", ""), signer.signed(template("missing", ""), MAIL)))))
                .isEqualTo("fail");
    }

    private static String template(String selector, String more) {
        return "v=1; a=rsa-sha256; " + more + " d=shop.example; s=" + selector + "; h=from:subject:date; bh=; b=;";
    }

    private static Dkim.Verdict verdict(String mail) {
        return verdicts(mail).get(0);
    }

    private static List<Dkim.Verdict> verdicts(String mail) {
        return verdicts(mail.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Dkim.Verdict> verdicts(byte[] raw) {
        Inquiry inquiry = new Inquiry(new Resolver(dns.address(), Duration.ofSeconds(5)), Clock.systemUTC());
        return Dkim.read(RawHeader.of(raw), raw, RECEIVED).stream()
                .map(s -> s.verdict(inquiry))
                .toList();
    }
}
