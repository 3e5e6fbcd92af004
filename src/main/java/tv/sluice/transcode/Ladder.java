package tv.sluice.transcode;

import java.util.ArrayList;
import java.util.List;
import tv.sluice.media.VideoRung;

/**
 * Chooses the sizes and bit rates in which a picture is encoded: the common short sides up to the source's own, and the source's own
 * size where it lies between two of them. Never larger than the source, except that a size must be even.
 */
final class Ladder {
    private static final int[] SHORT_SIDES = {240, 360, 480, 720, 1080};
    /** H.264 decoders in phones end at level 5.1, whose longest side is 4096. */
    private static final int LONGEST_SIDE = 4096;

    private static final int SMALLEST_SIDE = 16;

    private static final int CRF = 23;
    /** What 1080p at 30 frames per second may take at most, bit/s. */
    private static final double REFERENCE_BIT_RATE = 5_500_000;

    private static final double REFERENCE_PIXELS = 1920.0 * 1080;
    private static final double REFERENCE_FRAME_RATE = 30;
    /** Smaller pictures need more bits per pixel: bit rates grow with this power of the number of pixels. */
    private static final double PIXEL_EXPONENT = 0.75;
    /** Frames that follow faster differ less: bit rates grow with this power of the frame rate. */
    private static final double FRAME_RATE_EXPONENT = 0.6;

    private static final int ROUNDING = 10_000;

    private Ladder() {}

    /**
     * The rungs for a picture, the smallest first.
     *
     * @param width of the source as displayed
     * @param suffix of the renditions' ids
     */
    static List<VideoRung> rungs(int width, int height, double frameRate, String suffix) {
        int shortSide = Math.min(width, height);
        List<VideoRung> rungs = new ArrayList<>();
        int largest = 0;
        for (int side : SHORT_SIDES) {
            if (side <= shortSide) {
                rungs.add(rung(side, width, height, frameRate, suffix));
                largest = side;
            }
        }
        if (largest < shortSide && largest < SHORT_SIDES[SHORT_SIDES.length - 1]) {
            rungs.add(rung(shortSide, width, height, frameRate, suffix));
        }
        return rungs;
    }

    private static VideoRung rung(int side, int width, int height, double frameRate, String suffix) {
        double scale =
                Math.min((double) side / Math.min(width, height), (double) LONGEST_SIDE / Math.max(width, height));
        int w = even(width * scale, width);
        int h = even(height * scale, height);
        int bitRate = bitRate((long) w * h, frameRate);
        return new VideoRung("v" + side + "-" + suffix, w, h, CRF, bitRate, bitRate * 2);
    }

    /** The nearest even number that is not above the source's, and at least what can be encoded. */
    private static int even(double size, int limit) {
        int nearest = (int) Math.round(size / 2) * 2;
        return Math.max(SMALLEST_SIDE, nearest > limit ? nearest - 2 : nearest);
    }

    private static int bitRate(long pixels, double frameRate) {
        double rate = REFERENCE_BIT_RATE
                * Math.pow(pixels / REFERENCE_PIXELS, PIXEL_EXPONENT)
                * Math.pow(Math.max(1, frameRate / REFERENCE_FRAME_RATE), FRAME_RATE_EXPONENT);
        return (int) Math.max(ROUNDING, Math.round(rate / ROUNDING) * ROUNDING);
    }
}
