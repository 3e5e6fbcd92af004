package tv.sluice.media;

/**
 * One size and quality of the picture: H.264 High, 8 bit 4:2:0, square pixels.
 *
 * @param renditionId letters, digits and dashes: names the output object
 * @param width even number of pixels
 * @param height even number of pixels
 * @param crf x264's constant quality, 23 is usual; lower is better
 * @param maxBitRate bits per second that {@code bufferBits} of decoder buffer may be filled with
 */
public record VideoRung(String renditionId, int width, int height, int crf, int maxBitRate, int bufferBits) {
    private static final int SMALLEST = 16;

    public VideoRung {
        if (width < SMALLEST || height < SMALLEST || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("Not an even size of at least 16: " + width + " x " + height);
        }
        if (maxBitRate <= 0 || bufferBits <= 0 || crf < 0 || crf > 51) {
            throw new IllegalArgumentException("Not a quality: " + crf + ", " + maxBitRate + ", " + bufferBits);
        }
        if (!renditionId.matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("Not a rendition id: " + renditionId);
        }
    }
}
