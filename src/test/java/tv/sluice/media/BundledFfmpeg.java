package tv.sluice.media;

import java.nio.file.Path;

/** The executables that the program brings, for tests of other packages: they run also where no desktop libraries are. */
public final class BundledFfmpeg {
    private static final FfmpegBinaries BINARIES = new FfmpegBinaries(MediaFixture.Config.in(Path.of("target")));

    private BundledFfmpeg() {}

    public static Path ffmpeg() {
        return BINARIES.ffmpeg().toAbsolutePath();
    }

    public static Path ffprobe() {
        return BINARIES.ffprobe().toAbsolutePath();
    }
}
