package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The executables ffmpeg and ffprobe: those of the configuration, else the bundled ones, unpacked once. Nothing of FFmpeg is ever
 * loaded into this process.
 */
@Singleton
final class FfmpegBinaries {
    private static final Logger LOG = Logger.getLogger(FfmpegBinaries.class);
    private static final Pattern FFMPEG_LIBRARY = Pattern.compile("/lib(av|sw)[a-z]+\\.so");
    private static final String EXECUTABLE = "rwxr-xr-x";
    /** Capture devices and graphics cards need these; servers do not have them, and we use neither. */
    private static final Set<String> DESKTOP_LIBRARIES = Set.of(
            "libxcb.so.1",
            "libxcb-shm.so.0",
            "libasound.so.2",
            "libpulse.so.0",
            "libva.so.2",
            "libva-drm.so.2",
            "libdrm.so.2");

    private final Optional<Path> ffmpeg;
    private final Optional<Path> ffprobe;
    private final Path runtime;
    private @Nullable Path bundled;

    @Inject
    FfmpegBinaries(MediaConfig config) {
        this.ffmpeg = config.ffmpeg();
        this.ffprobe = config.ffprobe();
        this.runtime = config.runtime().toAbsolutePath();
    }

    Path ffmpeg() {
        return ffmpeg.orElseGet(() -> bundled().resolve("ffmpeg"));
    }

    Path ffprobe() {
        return ffprobe.orElseGet(() -> bundled().resolve("ffprobe"));
    }

    private synchronized Path bundled() {
        if (bundled == null) {
            try {
                bundled = unpack();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot unpack FFmpeg to " + runtime, e);
            }
        }
        return bundled;
    }

    private Path unpack() throws IOException {
        String folder = "org/bytedeco/ffmpeg/" + platform() + "-gpl/";
        JarFile jar = open(folder + "ffmpeg");
        try (jar) {
            Path target = runtime.resolve(folderName(Path.of(jar.getName())));
            if (Files.isDirectory(target)) {
                return target;
            }
            Files.createDirectories(runtime);
            Path unfinished = Files.createTempDirectory(runtime, "unpacking-");
            for (JarEntry entry : wanted(jar, folder)) {
                unpack(jar, entry, unfinished.resolve(entry.getName().substring(folder.length())));
            }
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(EXECUTABLE));
            publish(unfinished, target);
            return target;
        }
    }

    private static JarFile open(String resource) throws IOException {
        URL url = FfmpegBinaries.class.getClassLoader().getResource(resource);
        if (url == null || !(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("No FFmpeg is bundled for this kind of machine (" + resource
                    + " is not on the class path): set sluice.media.ffmpeg and sluice.media.ffprobe");
        }
        try {
            return new JarFile(Path.of(connection.getJarFileURL().toURI()).toFile());
        } catch (URISyntaxException e) {
            throw new IOException("Not a file: " + url, e);
        }
    }

    private static List<JarEntry> wanted(JarFile jar, String folder) {
        return jar.stream()
                .filter(e -> e.getName().startsWith(folder) && !e.isDirectory())
                .filter(e -> !e.getName().contains("/libjni"))
                .toList();
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            if (FFMPEG_LIBRARY.matcher(entry.getName()).find()) {
                byte[] library = in.readAllBytes();
                SharedLibrary.drop(library, DESKTOP_LIBRARIES);
                Files.write(file, library, StandardOpenOption.CREATE_NEW);
            } else {
                Files.copy(in, file);
            }
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(EXECUTABLE));
    }

    /** Another process may have been faster: then its copy is as good as ours. */
    private static void publish(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            LOG.infof("FFmpeg unpacked to %s", target);
        } catch (FileSystemException e) {
            try (Stream<Path> files = Files.list(unfinished)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.delete(file);
                }
            }
            Files.delete(unfinished);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    /** {@code ffmpeg-8.0.1-1.5.13-linux-x86_64-gpl-headless}: the version is in the jar's name, and what was done to it behind that. */
    private static String folderName(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return name.replaceFirst("^org\\.bytedeco\\.", "").replaceFirst("\\.jar$", "") + "-headless";
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "macosx" : "linux";
        return name + (machine.equals("aarch64") ? "-arm64" : "-x86_64");
    }
}
