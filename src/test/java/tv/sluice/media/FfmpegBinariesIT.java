package tv.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled FFmpeg: unpacked once, whole, and able to run on a server that has nothing but a C library. */
class FfmpegBinariesIT {
    private static final Set<String> ON_EVERY_MACHINE =
            Set.of("libc.so.6", "libm.so.6", "libmvec.so.1", "libstdc++.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2");

    @TempDir
    Path folder;

    @Test
    void itNeedsNothingThatItDoesNotBring() throws Exception {
        Path unpacked = unpack().getParent();
        Set<String> brought = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        try (Stream<Path> files = Files.list(unpacked)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                brought.add(file.getFileName().toString());
                needed.addAll(SharedLibrary.needed(Files.readAllBytes(file)));
            }
        }
        needed.removeAll(brought);
        assertThat(ON_EVERY_MACHINE).containsAll(needed);
        assertThat(brought).contains("ffmpeg", "ffprobe").noneMatch(name -> name.startsWith("libjni"));
        String version = new MediaFixture(folder).ffmpeg(List.of("-version"));
        assertThat(version).startsWith("ffmpeg version ");
    }

    @Test
    void nothingOfItIsLoadedIntoThisProcess() throws Exception {
        MediaFixture media = new MediaFixture(folder);
        media.probe.probe(media.make("a.mp4", "-f lavfi -i testsrc2=s=64x64:r=5:d=1 -c:v libx264"));
        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain("libav", "libsw", "ffmpeg");
    }

    @Test
    void manyAtOnceGetOneCopy() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Path>> all = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(this::unpack))
                    .toList();
            Set<Path> places = new TreeSet<>();
            for (Future<Path> each : all) {
                places.add(each.get());
            }
            assertThat(places).hasSize(1);
        }
        try (Stream<Path> left = Files.list(folder.resolve("runtime"))) {
            assertThat(left).as("nothing half unpacked").hasSize(1);
        }
    }

    private Path unpack() {
        MediaFixture.Config c = MediaFixture.Config.in(folder);
        return new FfmpegBinaries(new MediaFixture.Config(
                        folder.resolve("runtime"),
                        c.work(),
                        c.ffmpeg(),
                        c.ffprobe(),
                        0,
                        c.memory(),
                        0,
                        c.probeTimeout(),
                        c.timePerSecond(),
                        c.timeAtLeast(),
                        c.minSide(),
                        c.maxSide(),
                        c.maxPixels(),
                        c.maxDuration()))
                .ffmpeg();
    }
}
