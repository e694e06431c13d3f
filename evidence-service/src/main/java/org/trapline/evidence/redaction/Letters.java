package org.trapline.evidence.redaction;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The letters and digits of a view in lower case, whatever script's forms they are written in. */
final class Letters {

    /** Letters of other scripts that look like one of ours. */
    private static final String LOOK_ALIKE = "аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwѵvαaεeοoρpνvιiκkτtυuıiɡgɑaոnօoսu";

    private static final int MOST_CODES = 0x20000;
    private static final Map<Integer, byte[]> FORMS = forms();

    private byte[] letters;
    private int[] places;
    private int length;

    private Letters(int size) {
        letters = new byte[size];
        places = new int[size];
    }

    static Letters of(View view) {
        byte[] data = view.data();
        Letters read = new Letters(data.length + 16);
        for (int i = 0; i < data.length; i++) {
            int b = data[i];
            if (b >= 0) {
                int lower = b >= 'A' && b <= 'Z' ? b | 0x20 : b;
                if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
                    read.letters[read.length] = (byte) lower;
                    read.places[read.length++] = i;
                    read.room(data.length - i);
                }
            } else {
                i += read.character(data, i);
            }
        }
        return read;
    }

    /** Tells where a name stands in the view. */
    void find(Needles names, Needles.Match match) {
        names.find(letters, length, (start, end) -> match.at(places[start], places[end - 1] + 1));
    }

    private void room(int ahead) {
        if (length + ahead + 8 > letters.length) {
            letters = Arrays.copyOf(letters, letters.length * 2 + 16);
            places = Arrays.copyOf(places, letters.length);
        }
    }

    /** Takes a character of several bytes, overlong ones too, or else one of Latin 1; gives the number of bytes after the first. */
    private int character(byte[] data, int at) {
        int b = data[at] & 0xff;
        int more = b >= 0xf0 && b < 0xf8 ? 3 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xc0 && b < 0xe0 ? 1 : 0;
        int code = b & 0x3f >> more;
        boolean whole = more > 0 && at + more < data.length;
        for (int i = 1; whole && i <= more; i++) {
            whole = (data[at + i] & 0xc0) == 0x80;
            code = code << 6 | data[at + i] & 0x3f;
        }
        byte @Nullable [] form = FORMS.get(whole ? code : b);
        if (form != null) {
            for (byte letter : form) {
                letters[length] = letter;
                places[length++] = at;
                room(data.length - at);
            }
        }
        return whole ? more : 0;
    }

    private static Map<Integer, byte[]> forms() {
        Map<Integer, byte[]> forms = new HashMap<>();
        for (int code = 0x30; code < MOST_CODES; code++) {
            if (Character.isDefined(code) && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)) {
                String plain =
                        RecipientNames.squeezed(Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKD));
                if (!plain.isEmpty()) {
                    forms.put(code, plain.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                }
            }
        }
        for (int i = 0; i < LOOK_ALIKE.length(); i += 2) {
            forms.put((int) LOOK_ALIKE.charAt(i), new byte[] {(byte) LOOK_ALIKE.charAt(i + 1)});
            forms.put((int) Character.toUpperCase(LOOK_ALIKE.charAt(i)), new byte[] {(byte) LOOK_ALIKE.charAt(i + 1)});
        }
        return forms;
    }
}
