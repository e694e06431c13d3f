package org.trapline.evidence.mail;

import java.util.Locale;
import java.util.Map;

/**
 * How a piece of HTML is shown, as far as it decides whether a reader sees it.
 *
 * @param hidden not laid out, or laid out where nobody sees it; nothing inside can undo it
 * @param invisible CSS visibility, which an element inside can undo
 * @param size of the letters in pixels
 * @param colour of the letters as RGB, {@link #UNKNOWN} when it cannot be told
 * @param background behind them as RGB, {@link #UNKNOWN} for a picture
 */
record Shown(boolean hidden, boolean invisible, float size, int colour, int background) {

    static final int UNKNOWN = -1;
    static final Shown PAGE = new Shown(false, false, 16, 0x000000, 0xffffff);

    /** A difference of each channel up to this is not seen on an ordinary screen. */
    private static final int SAME_COLOUR = 20;

    private static final float OFF_SCREEN = -400;
    private static final float SMALLEST = 2;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("white", 0xffffff),
            Map.entry("black", 0x000000),
            Map.entry("red", 0xff0000),
            Map.entry("green", 0x008000),
            Map.entry("lime", 0x00ff00),
            Map.entry("blue", 0x0000ff),
            Map.entry("navy", 0x000080),
            Map.entry("yellow", 0xffff00),
            Map.entry("aqua", 0x00ffff),
            Map.entry("cyan", 0x00ffff),
            Map.entry("fuchsia", 0xff00ff),
            Map.entry("magenta", 0xff00ff),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080),
            Map.entry("silver", 0xc0c0c0),
            Map.entry("maroon", 0x800000),
            Map.entry("olive", 0x808000),
            Map.entry("purple", 0x800080),
            Map.entry("teal", 0x008080),
            Map.entry("orange", 0xffa500),
            Map.entry("snow", 0xfffafa),
            Map.entry("ivory", 0xfffff0),
            Map.entry("whitesmoke", 0xf5f5f5),
            Map.entry("ghostwhite", 0xf8f8ff),
            Map.entry("floralwhite", 0xfffaf0),
            Map.entry("azure", 0xf0ffff),
            Map.entry("lightgrey", 0xd3d3d3),
            Map.entry("lightgray", 0xd3d3d3),
            Map.entry("darkblue", 0x00008b),
            Map.entry("darkred", 0x8b0000));

    boolean isSeen() {
        return !hidden && !invisible && size >= SMALLEST && !isSameColour();
    }

    private boolean isSameColour() {
        if (colour == UNKNOWN || background == UNKNOWN) {
            return false;
        }
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((colour >> shift & 255) - (background >> shift & 255)) > SAME_COLOUR) {
                return false;
            }
        }
        return true;
    }

    Shown colour(int rgb) {
        return new Shown(hidden, invisible, size, rgb, background);
    }

    Shown background(int rgb) {
        return new Shown(hidden, invisible, size, colour, rgb);
    }

    Shown gone() {
        return new Shown(true, invisible, size, colour, background);
    }

    /** With CSS declarations, those of an attribute or of a rule. */
    Shown with(String declarations) {
        Shown shown = this;
        boolean clipped = false;
        boolean empty = false;
        boolean placed = false;
        boolean away = false;
        int at = 0;
        String css = declarations.toLowerCase(Locale.ROOT);
        while (at < css.length()) {
            int end = css.indexOf(';', at);
            end = end < 0 ? css.length() : end;
            int colon = css.indexOf(':', at);
            if (colon > 0 && colon < end) {
                String name = css.substring(at, colon).strip();
                String value = css.substring(colon + 1, end).strip();
                int important = value.indexOf('!');
                value = important < 0 ? value : value.substring(0, important).strip();
                switch (name) {
                    case "overflow" -> clipped = value.equals("hidden");
                    case "height", "max-height", "width", "max-width" ->
                        empty |= isLength(value) && length(value, 16) < SMALLEST;
                    case "position" -> placed = value.equals("absolute") || value.equals("fixed");
                    case "left", "top", "right", "bottom" -> away |= length(value, 16) < OFF_SCREEN;
                    default -> shown = shown.with(name, value);
                }
            }
            at = end + 1;
        }
        return (clipped && empty) || (placed && away) ? shown.gone() : shown;
    }

    private Shown with(String name, String value) {
        return switch (name) {
            case "display" -> value.equals("none") ? gone() : this;
            case "visibility" ->
                new Shown(hidden, value.equals("hidden") || value.equals("collapse"), size, colour, background);
            case "mso-hide" -> value.equals("all") ? gone() : this;
            case "opacity" -> isLength(value) && length(value, 1) < 0.06 ? gone() : this;
            case "font-size" ->
                isLength(value) ? new Shown(hidden, invisible, length(value, size), colour, background) : this;
            case "text-indent", "margin-left", "margin-top" -> length(value, 16) < OFF_SCREEN ? gone() : this;
            case "color" -> value.equals("transparent") ? gone() : colour(rgb(value, colour));
            case "background-color" -> background(rgb(value, background));
            case "background" -> background(value.contains("url(") ? UNKNOWN : rgb(value, background));
            case "background-image" -> value.contains("url(") ? background(UNKNOWN) : this;
            default -> this;
        };
    }

    private static boolean isLength(String value) {
        return !value.isEmpty()
                && (Character.isDigit(value.charAt(0)) || value.charAt(0) == '.' || value.charAt(0) == '-');
    }

    /** In pixels; {@code em} and per cent are parts of the whole. What cannot be read is a large length. */
    private static float length(String value, float whole) {
        int end = 0;
        while (end < value.length()
                && end < 12
                && ("-.".indexOf(value.charAt(end)) >= 0 || (value.charAt(end) >= '0' && value.charAt(end) <= '9'))) {
            end++;
        }
        float number;
        try {
            number = Float.parseFloat(value.substring(0, end));
        } catch (NumberFormatException e) {
            return Float.MAX_VALUE;
        }
        String unit = value.substring(end).strip();
        return switch (unit) {
            case "pt" -> number * 4 / 3;
            case "em", "rem" -> number * whole;
            case "%" -> number * whole / 100;
            case "in", "cm" -> number * 96;
            default -> number;
        };
    }

    /** The colour that CSS or an attribute means; the other one when it cannot be read. */
    static int rgb(String value, int other) {
        String colour = value.strip().toLowerCase(Locale.ROOT);
        if (colour.startsWith("rgb")) {
            return function(colour, other);
        }
        int blank = colour.indexOf(' ');
        colour = blank < 0 ? colour : colour.substring(0, blank);
        if (colour.startsWith("#")) {
            return hex(colour.substring(1), other);
        }
        Integer named = NAMES.get(colour);
        return named != null ? named : colour.length() == 6 ? hex(colour, other) : other;
    }

    private static int hex(String digits, int other) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0 || i > 7) {
                return other;
            }
            value = value << 4 | digit;
        }
        return switch (digits.length()) {
            case 3 -> (value >> 8 & 15) * 0x110000 | (value >> 4 & 15) * 0x1100 | (value & 15) * 0x11;
            case 6 -> value;
            case 8 -> value >>> 8;
            default -> other;
        };
    }

    private static int function(String colour, int other) {
        int open = colour.indexOf('(');
        int close = colour.indexOf(')');
        if (open < 0 || close < open) {
            return other;
        }
        String[] channels = colour.substring(open + 1, close).split("[,/ ]+");
        int value = 0;
        for (int i = 0; i < 3; i++) {
            String channel = i < channels.length ? channels[i].strip() : "";
            if (!isLength(channel)) {
                return other;
            }
            value = value << 8 | Math.max(0, Math.min(255, (int) length(channel, 255)));
        }
        return value;
    }
}
