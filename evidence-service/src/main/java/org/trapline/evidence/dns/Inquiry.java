package org.trapline.evidence.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The questions about one message: each is asked once, every answer is kept, and they end whatever the sender's name servers do.
 * After the end nothing is known any more, which is not the same as absent.
 */
final class Inquiry {

    /** A resolver that leaves so many questions of a message open is not asked more about it. */
    private static final int MOST_SILENCES = 2;

    /** RFC 7208 section 4.6.4 wants an evaluation to be given 20 seconds at the least. */
    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    /** Replies are kept as evidence: who runs a name server is not to fill the vault. */
    private static final int MOST_BYTES = 128 * 1024;

    private static final int LONGEST_NAME = 253;
    private static final Pattern LABEL = Pattern.compile("[!-~&&[^.\\\\]]{1,63}");

    private final Resolver resolver;
    private final Clock clock;
    private final Instant end;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private int silences;
    private int bytes;

    Inquiry(Resolver resolver, Clock clock) {
        this.resolver = resolver;
        this.clock = clock;
        this.end = clock.instant().plus(MOST_TIME);
    }

    /** What DNS cannot have as a name does not exist, and is not asked for. */
    Answer ask(String dotted, int type) {
        String name = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
        if (!isName(name)) {
            return Answer.absent(name, type);
        }
        String key = type + " " + name.toLowerCase(Locale.ROOT);
        Answer known = answers.get(key);
        if (known != null) {
            return known;
        }
        if (silences >= MOST_SILENCES || bytes >= MOST_BYTES || clock.instant().isAfter(end)) {
            return Answer.unknown(name, type, "not asked");
        }
        Answer answer = answer(name, type);
        byte[] raw = answer.raw();
        if (raw == null) {
            silences++;
        } else {
            bytes += raw.length;
        }
        answers.put(key, answer);
        return answer;
    }

    /** A reply that our DNS library chokes on tells nothing, and keeps nobody from being asked about the mail of others. */
    private Answer answer(String name, int type) {
        try {
            return resolver.ask(name, type);
        } catch (RuntimeException e) {
            return Answer.unknown(name, type, "no reply that can be read");
        }
    }

    List<Answer> answers() {
        return List.copyOf(answers.values());
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME
                && List.of(name.split("\\.", -1)).stream()
                        .allMatch(label -> LABEL.matcher(label).matches());
    }
}
