package dev.sartor.data.image;

import dev.sartor.base.UserError;
import java.util.Locale;

/**
 * The colour behind the transparent parts of images.
 *
 * @param red   0 to 255
 * @param green 0 to 255
 * @param blue  0 to 255
 */
public record Background(int red, int green, int blue) {
    /** White, as most image viewers and web pages have it. */
    public static final Background WHITE = new Background(255, 255, 255);

    private static final Background BLACK = new Background(0, 0, 0);
    private static final Background GREY = new Background(128, 128, 128);

    public Background {
        if (red < 0 || red > 255 || green < 0 || green > 255 || blue < 0 || blue > 255) {
            throw new IllegalArgumentException("Not a colour: " + red + ", " + green + ", " + blue);
        }
    }

    /**
     * Parses {@code white}, {@code black}, {@code grey} or six hexadecimal digits, with or without a leading {@code #}.
     *
     * @throws UserError for any other text
     */
    public static Background parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "white" -> WHITE;
            case "black" -> BLACK;
            case "grey", "gray" -> GREY;
            case String digits
            when digits.matches("#?[0-9a-f]{6}") -> {
                int rgb = Integer.parseInt(digits.substring(digits.length() - 6), 16);
                yield new Background(rgb >> 16, rgb >> 8 & 255, rgb & 255);
            }
            case String other ->
                throw new UserError(
                        "'" + other + "' is not a background colour",
                        "background=" + other,
                        "use white, black, grey or six hexadecimal digits such as 80c0ff");
        };
    }

    /** A channel of the background: 0 for red, 1 for green, 2 for blue. */
    int channel(int channel) {
        return switch (channel) {
            case 0 -> red;
            case 1 -> green;
            default -> blue;
        };
    }

    /** The luminance (0 to 255, rounded), for grey images: weights of ITU-R BT.601. */
    int luminance() {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    /** The grey level (0 to 255) of a pixel of opacity {@code alpha} (0 to 255) over a background, rounded. */
    static int blend(int value, int alpha, int background) {
        return (value * alpha + background * (255 - alpha) + 127) / 255;
    }
}
