package org.trapline.evidence.redaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names of recipients in a message, however they are written. It knows nothing of MIME, so nothing that is wrong
 * with a message can lead it astray: it undoes every way of writing that it knows, everywhere and on top of each other, and
 * tells which of the message's bytes a name was made of.
 *
 * <p>A text is read in several forms: as it stands, with its escapes undone one by one and all at once, without tags and
 * comments, turned around. Each form is read in every notation for bytes ({@link Notations}); what is readable of that is a
 * text again.
 */
final class RecipientDetector {

    /** Notations for bytes on top of each other. */
    private static final int DEPTH = 3;

    /** Escapes on top of each other within one text. */
    private static final int ESCAPES = 3;

    /** Of a text, as many forms are read in notations that are less usual too: the first ones are the likely ones. */
    private static final int FULLY_READ = 4;

    /** Bytes of all forms of one message. What takes more is not looked through to its end, and says so. */
    private static final long WORK = 60_000_000;

    private final RecipientNames names;

    RecipientDetector(RecipientNames names) {
        this.names = names;
    }

    /** @return false when there was too much to look through: what was not found may be there all the same */
    boolean find(byte[] raw, Found found) {
        return new Search(found).text(View.of(raw), 0, false);
    }

    private final class Search {

        private final Found found;
        private final Readable readable = new Readable();
        private long work;

        Search(Found found) {
            this.found = found;
        }

        boolean text(View text, int depth, boolean runs) {
            Set<Content> seen = new HashSet<>();
            List<View> blocks = new ArrayList<>();
            List<View> forms = forms(text, depth);
            for (int i = 0; i < forms.size(); i++) {
                View form = forms.get(i);
                if (form.size() < 4 || !seen.add(new Content(form.data()))) {
                    continue;
                }
                work += form.size();
                if (work > WORK) {
                    return false;
                }
                look(form);
                if (depth < DEPTH && (runs || i >= FULLY_READ)) {
                    Notations.readUsual(form, names.digests(), found, readable);
                } else if (depth < DEPTH) {
                    Notations.read(form, names.digests(), found, readable);
                }
            }
            look(readable.takeShort());
            View written = readable.takeLong();
            if (depth < DEPTH) {
                for (View form : Stream.of(text, TextDecoders.ESCAPES.apply(text))
                        .filter(Objects::nonNull)
                        .toList()) {
                    Base64Block.each(form, (start, end) -> {
                        View block = Notations.base64(form, start, end);
                        if (!Base64Block.binary(block)) {
                            blocks.add(block);
                        }
                    });
                }
            }
            boolean whole = written.size() < 4 || text(written, depth + 1, true);
            for (View block : blocks) {
                whole &= text(block, depth + 1, false);
            }
            return whole;
        }

        /**
         * What a text may read as. What came out of a notation is seldom written in more than one way, and what came out last
         * is not read in any notation again, so there are fewer forms of these.
         */
        private List<View> forms(View text, int depth) {
            List<View> plain = new ArrayList<>(List.of(text));
            View escaped = text;
            for (int i = 0; i < (depth == 0 ? ESCAPES : 1) && escaped != null; i++) {
                escaped = TextDecoders.ESCAPES.apply(escaped);
                add(plain, escaped);
            }
            List<View> forms = new ArrayList<>(plain);
            for (View form : plain) {
                View hidden = TextDecoders.HIDDEN_ELEMENTS.apply(form);
                View bare = TextDecoders.TAGS.apply(hidden == null ? form : hidden);
                add(forms, bare);
                add(forms, TextDecoders.COMMENTS.apply(bare == null ? form : bare));
            }
            if (depth == DEPTH) {
                return forms;
            }
            List<View> turned = new ArrayList<>();
            for (View form : depth == 0 ? plain.subList(0, Math.min(2, plain.size())) : List.of(text)) {
                TextDecoders.TURNED.forEach(turn -> add(turned, turn.apply(form)));
            }
            forms.addAll(turned);
            if (depth == 0) {
                TextDecoders.EACH.forEach(each -> add(forms, each.apply(text)));
                turned.forEach(form -> add(forms, TextDecoders.ESCAPES.apply(form)));
                add(forms, TextDecoders.COMMENTS.apply(text));
                add(forms, TextDecoders.TAGS.apply(text));
            }
            return forms;
        }

        private static void add(List<View> views, @Nullable View view) {
            if (view != null) {
                views.add(view);
            }
        }

        private void look(View view) {
            names.digests().raw().find(view.data(), view.size(), (start, end) -> view.tell(start, end, found));
            Letters.of(view).find(names.letters(), (start, end) -> view.tell(start, end, found));
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

    /** Bytes that are equal when they are the same. */
    private record Content(java.nio.ByteBuffer bytes) {
        Content(byte[] bytes) {
            this(java.nio.ByteBuffer.wrap(bytes));
        }
    }
}
