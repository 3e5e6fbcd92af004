package tv.sluice.media;

/** Levels of H.264 (ITU-T H.264 table A-1): the lowest that allows a size, frame rate and bit rate in High profile. */
enum H264Level {
    L1_1("1.1", 396, 3_000, 192, 500),
    L1_2("1.2", 396, 6_000, 384, 1_000),
    L1_3("1.3", 396, 11_880, 768, 2_000),
    L2_1("2.1", 792, 19_800, 4_000, 4_000),
    L2_2("2.2", 1_620, 20_250, 4_000, 4_000),
    L3("3.0", 1_620, 40_500, 10_000, 10_000),
    L3_1("3.1", 3_600, 108_000, 14_000, 14_000),
    L3_2("3.2", 5_120, 216_000, 20_000, 20_000),
    L4("4.0", 8_192, 245_760, 20_000, 25_000),
    L4_1("4.1", 8_192, 245_760, 50_000, 62_500),
    L4_2("4.2", 8_704, 522_240, 50_000, 62_500),
    L5("5.0", 22_080, 589_824, 135_000, 135_000),
    L5_1("5.1", 36_864, 983_040, 240_000, 240_000),
    L5_2("5.2", 36_864, 2_073_600, 240_000, 240_000),
    L6_2("6.2", 139_264, 16_711_680, 800_000, 800_000);

    private static final int MACROBLOCK = 16;
    /** High profile may have a quarter more than the table says. */
    private static final long BITS_PER_UNIT = 1250;

    private final String text;
    private final long frameBlocks;
    private final long blocksPerSecond;
    private final long bitRateUnits;
    private final long bufferUnits;

    H264Level(String text, long frameBlocks, long blocksPerSecond, long bitRateUnits, long bufferUnits) {
        this.text = text;
        this.frameBlocks = frameBlocks;
        this.blocksPerSecond = blocksPerSecond;
        this.bitRateUnits = bitRateUnits;
        this.bufferUnits = bufferUnits;
    }

    /** The level as x264 takes it. */
    static String of(VideoRung rung, double frameRate) {
        long across = Math.ceilDiv(rung.width(), MACROBLOCK);
        long down = Math.ceilDiv(rung.height(), MACROBLOCK);
        for (H264Level level : values()) {
            if (across * down <= level.frameBlocks
                    // Neither side may be longer than this (A.3.1).
                    && Math.max(across, down) <= Math.sqrt(8.0 * level.frameBlocks)
                    && across * down * frameRate <= level.blocksPerSecond
                    && rung.maxBitRate() <= level.bitRateUnits * BITS_PER_UNIT
                    && rung.bufferBits() <= level.bufferUnits * BITS_PER_UNIT) {
                return level.text;
            }
        }
        return L6_2.text;
    }
}
