package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trapline.cli.demo.SpamRing.Site;

class TrapMailGeneratorTest {
    /** Changes only when the generated mail does, which makes every platform's figures incomparable with older ones. */
    private static final String HASH_OF_500 = "196d295253c261606c440bd71940d575ba289e315814f058905e3a97dcb006ec";

    private static final Pattern BASE64_LINES = Pattern.compile("(?:[A-Za-z0-9+/]{20,76}\\r?\\n)+[A-Za-z0-9+/=]*");

    private final SpamRing ring = SpamRing.load();

    @Test
    void sameNumberOfMessagesGivesTheSameBytes() {
        String once = hashOfAll(new TrapMailGenerator(ring, 500));
        String again = hashOfAll(new TrapMailGenerator(ring, 500));

        assertThat(once).isEqualTo(again).isEqualTo(HASH_OF_500);
    }

    @Test
    void messagesOfTheTrapsAreAllTheMessages() {
        TrapMailGenerator mail = new TrapMailGenerator(ring, 500);

        List<Integer> all = new ArrayList<>();
        ring.traps().forEach(trap -> all.addAll(mail.indices(trap.name())));

        assertThat(all).hasSize(500).doesNotHaveDuplicates();
        int seventh = all.get(7);
        assertThat(mail.indices(mail.message(seventh).trap())).contains(seventh);
    }

    @Test
    void linksOfTheTruthStandInTheBytes() {
        List<TrapMessage> missing = new TrapMailGenerator(ring, 1_000)
                .stream()
                        .filter(message -> !message.sites().stream().allMatch(decoded(message)::contains))
                        .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void noSiteStandsInAMessageThatIsNotOfTheTruth() {
        Set<String> names = ring.advertised().stream().map(Site::name).collect(Collectors.toSet());

        List<TrapMessage> unnoticed = new TrapMailGenerator(ring, 500)
                .stream()
                        .filter(message -> {
                            String text = decoded(message);
                            return names.stream()
                                    .anyMatch(n ->
                                            text.contains(n) && !message.sites().contains(n));
                        })
                        .toList();

        assertThat(unnoticed).isEmpty();
    }

    @Test
    void evenTheFewestMessagesShowEverySiteWhole() {
        Set<String> shown = new TrapMailGenerator(ring, TrapMailGenerator.FEWEST)
                .stream()
                        .filter(TrapMessage::linksPlain)
                        .flatMap(message -> message.sites().stream())
                        .collect(Collectors.toCollection(HashSet::new));

        assertThat(shown).containsAll(ring.advertised().stream().map(Site::name).toList());
    }

    @Test
    void messinessIsThatOfRealTrapMail() {
        List<TrapMessage> mail = new TrapMailGenerator(ring, 3_000).stream().toList();

        assertThat(share(mail, message -> has8bit(message.bytes()))).isCloseTo(0.20, within(0.05));
        assertThat(share(mail, m -> m.mess().contains(Mess.RAW_8BIT_HEADER))).isBetween(0.004, 0.02);
        assertThat(share(mail, m -> contains(m.bytes(), (byte) 0))).isBetween(0.0005, 0.008);
        assertThat(share(mail, m -> !m.sites().isEmpty())).isBetween(0.78, 0.92);
        assertThat(share(mail, m -> m.mess().contains(Mess.EXACT_DUPLICATE))).isBetween(0.002, 0.012);
        assertThat(share(mail, TrapMailGeneratorTest::isBroken)).isBetween(0.004, 0.02);
        assertThat(mail).anyMatch(m -> text(m).startsWith("From ") && m.mess().contains(Mess.MBOX_FROM_LINE));
        assertThat(mail).anyMatch(m -> !text(m).contains("\r\n"));
    }

    @Test
    void sizesHaveTheMedianAndTheTailOfRealMail() {
        int[] sizes = new TrapMailGenerator(ring, 2_000)
                .stream().mapToInt(m -> m.bytes().length).sorted().toArray();

        assertThat(sizes[1_000]).isBetween(4_000, 8_000);
        assertThat(sizes[1_900]).isBetween(15_000, 60_000);
        assertThat(sizes[1_999]).isBetween(50_000, 200_000);
    }

    @Test
    void exactCopyHasTheBytesAndTheTrapOfItsOriginal() {
        List<TrapMessage> mail = new TrapMailGenerator(ring, 2_000).stream().toList();
        TrapMessage copy = mail.stream()
                .filter(m -> m.mess().contains(Mess.EXACT_DUPLICATE))
                .findFirst()
                .orElseThrow();

        TrapMessage original = mail.stream()
                .filter(m -> m.sha256().equals(copy.sha256()))
                .findFirst()
                .orElseThrow();

        assertThat(original.index()).isLessThan(copy.index());
        assertThat(original.trap()).isEqualTo(copy.trap());
    }

    @Test
    void tooFewMessagesAreRefused() {
        assertThatThrownBy(() -> new TrapMailGenerator(ring, TrapMailGenerator.FEWEST - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void imitatedBrandIsLinkedBesideTheAdvertisedSite() {
        List<TrapMessage> imitating = new TrapMailGenerator(ring, 500)
                .stream().filter(m -> m.mess().contains(Mess.BRAND_IMITATED)).toList();

        assertThat(imitating).isNotEmpty().allMatch(m -> m.sites().contains(ring.brand()));
    }

    private static String hashOfAll(TrapMailGenerator mail) {
        String hashes = mail.stream().map(TrapMessage::sha256).collect(Collectors.joining("\n"));
        return TrapMessage.sha256(hashes.getBytes(StandardCharsets.US_ASCII));
    }

    private static double share(List<TrapMessage> mail, Predicate<TrapMessage> of) {
        return mail.stream().filter(of).count() / (double) mail.size();
    }

    private static boolean isBroken(TrapMessage message) {
        return message.mess().contains(Mess.UNCLOSED_BOUNDARY)
                || message.mess().contains(Mess.BAD_BASE64)
                || message.mess().contains(Mess.NO_BLANK_LINE)
                || message.mess().contains(Mess.ENCODED_MULTIPART);
    }

    private static boolean has8bit(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static String text(TrapMessage message) {
        return new String(message.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The text as it is, with quoted-printable lines joined, and with every run of base64 decoded. */
    private static String decoded(TrapMessage message) {
        String text = text(message);
        StringBuilder all = new StringBuilder(text).append(text.replaceAll("=\\r?\\n", ""));
        Matcher base64 = BASE64_LINES.matcher(text);
        while (base64.find()) {
            String run = base64.group().replaceAll("[\\r\\n=]", "");
            byte[] bytes = Base64.getDecoder().decode(run.substring(0, run.length() / 4 * 4));
            all.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
