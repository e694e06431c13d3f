package org.trapline.evidence.redaction;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names of recipients in a message, however they are written. It knows nothing of MIME, so nothing that is wrong
 * with a message can lead it astray: it undoes every way of writing that it knows, everywhere and on top of each other, and
 * tells which of the message's bytes a name was made of.
 */
final class RecipientDetector {

    /** Ways of writing on top of each other. */
    private static final int DEPTH = 3;

    /** Bytes of all views of one message. What takes more is not looked through to its end, and says so. */
    private static final long WORK = 160_000_000;

    private final RecipientNames names;

    RecipientDetector(RecipientNames names) {
        this.names = names;
    }

    /** @return false when there was too much to look through: what was not found may be there all the same */
    boolean find(byte[] raw, Found found) {
        Search search = new Search(found);
        search.enter(View.of(raw), 0);
        return search.run();
    }

    private final class Search {

        private final Found found;
        private final Deque<Step> open = new ArrayDeque<>();
        private final Set<ByteBuffer> seen = new HashSet<>();
        private long work;

        Search(Found found) {
            this.found = found;
        }

        boolean run() {
            while (!open.isEmpty()) {
                Step step = open.remove();
                if (work > WORK) {
                    return false;
                }
                if (step.depth < DEPTH) {
                    read(step, TextDecoders.ALL);
                    if (step.depth < 2) {
                        read(step, TextDecoders.TURNED);
                    }
                    ByteDecoders.decode(step.view, bytes -> noise(bytes, step.depth + 1));
                }
            }
            return true;
        }

        private void read(Step step, List<Function<View, @Nullable View>> decoders) {
            for (Function<View, @Nullable View> decoder : decoders) {
                View text = decoder.apply(step.view);
                if (text != null) {
                    enter(text, step.depth + 1);
                }
            }
        }

        void enter(View view, int depth) {
            if (view.size() >= 4 && seen.add(ByteBuffer.wrap(view.data()))) {
                look(view);
                open.add(new Step(view, depth));
            }
        }

        /** Of what may be noise, the readable runs are all that is worth another decoding. */
        private void noise(View bytes, int depth) {
            look(bytes);
            View printable = bytes.printable();
            if (printable != null && depth < DEPTH) {
                enter(printable, depth);
            }
        }

        private void look(View view) {
            work += view.size();
            names.digests().find(view.data(), view.size(), (start, end) -> view.tell(start, end, found));
            Squeezed squeezed = Squeezed.of(view);
            names.letters()
                    .find(
                            squeezed.letters,
                            squeezed.length,
                            (start, end) -> view.tell(squeezed.places[start], squeezed.places[end - 1] + 1, found));
            if (!names.tokens().isEmpty()) {
                tokens(view);
            }
        }

        private void tokens(View view) {
            String text = view.text().toLowerCase(Locale.ROOT);
            for (String token : names.tokens()) {
                for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
                    int end = at + token.length();
                    if ((at == 0 || !letter(text.charAt(at - 1)))
                            && (end == text.length() || !letter(text.charAt(end)))) {
                        view.tell(at, end, found);
                    }
                }
            }
        }

        private static boolean letter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
    }

    private record Step(View view, int depth) {}

    /** The letters and digits of a view in lower case, whatever script's forms they are written in. */
    private static final class Squeezed {

        private final byte[] letters;
        private final int[] places;
        private int length;

        private Squeezed(int size) {
            letters = new byte[size];
            places = new int[size];
        }

        static Squeezed of(View view) {
            byte[] data = view.data();
            Squeezed squeezed = new Squeezed(data.length + 16);
            for (int i = 0; i < data.length; i++) {
                int b = data[i] & 0xff;
                if (b < 0x80) {
                    squeezed.add(b, i);
                } else {
                    i += squeezed.utf8(data, i);
                }
            }
            return squeezed;
        }

        private void add(int c, int place) {
            int lower = c >= 'A' && c <= 'Z' ? c | 0x20 : c;
            if (((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) && length < letters.length) {
                letters[length] = (byte) lower;
                places[length++] = place;
            }
        }

        /** Takes a character of several bytes, overlong ones too, and gives the number of bytes after the first. */
        private int utf8(byte[] data, int at) {
            int b = data[at] & 0xff;
            int more = b >= 0xf0 && b < 0xf8 ? 3 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xc0 && b < 0xe0 ? 1 : 0;
            if (more == 0 || at + more >= data.length) {
                return 0;
            }
            int code = b & (0x3f >> more);
            for (int i = 1; i <= more; i++) {
                if ((data[at + i] & 0xc0) != 0x80) {
                    return 0;
                }
                code = code << 6 | data[at + i] & 0x3f;
            }
            if (Character.isValidCodePoint(code)) {
                Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKD)
                        .chars()
                        .forEach(c -> add(c, at));
            }
            return more;
        }
    }
}
