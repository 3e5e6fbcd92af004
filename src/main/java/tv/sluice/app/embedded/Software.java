package tv.sluice.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The servers' programs: artefacts in one folder, unpacked once beside them (or, where that folder cannot be written, in the data
 * folder). The name of an unpacked folder follows from the artefact's content, and the folder appears whole or not at all.
 */
final class Software {
    private final Path artifacts;
    private final Path unpacked;

    private Software(Path artifacts, Path unpacked) {
        this.artifacts = artifacts;
        this.unpacked = unpacked;
    }

    static Software in(Path artifacts, Path fallback) {
        Path beside = artifacts.resolve("unpacked");
        boolean writable = Files.isWritable(Files.isDirectory(beside) ? beside : artifacts);
        return new Software(artifacts, writable ? beside : fallback);
    }

    /** An artefact that must be there. */
    Path artifact(String name) {
        Path artifact = artifacts.resolve(name);
        if (!Files.exists(artifact)) {
            throw new EmbeddedServersException("The server program " + artifact
                    + " is missing: build it with ./mvnw package, or configure " + Platform.ADDRESSES + ".");
        }
        return artifact;
    }

    /**
     * Where the JVM may keep the classes of an artefact that is a folder of jars. The name follows from the jars' sizes and times, which
     * are what the JVM checks: it does not use an archive of other jars, but does not replace it either.
     */
    Path classArchive(String name) throws IOException {
        CRC32 sum = new CRC32();
        try (Stream<Path> jars = Files.list(artifact(name))) {
            for (Path jar : jars.sorted().toList()) {
                String line = jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.createDirectories(unpacked).resolve(name + "-" + Long.toHexString(sum.getValue()) + ".jsa");
    }

    /**
     * The folder with the artefact's entries for which {@code place} gives a path; the files are executable. A folder in which a file
     * is missing or has the wrong size is unpacked again.
     */
    Path unpack(String name, Function<String, @Nullable String> place) throws IOException {
        try (ZipFile zip = new ZipFile(artifact(name).toFile())) {
            List<Item> items = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> new Item(entry, place.apply(entry.getName())))
                    .filter(item -> item.target() != null)
                    .toList();
            String base = name.substring(0, name.lastIndexOf('.'));
            Path folder = unpacked.resolve(base + "-" + fingerprint(items));
            if (!isWhole(folder, items)) {
                removeAbandoned(base);
                unpackTo(folder, zip, items);
            }
            return folder;
        }
    }

    private void unpackTo(Path folder, ZipFile zip, List<Item> items) throws IOException {
        Files.createDirectories(unpacked);
        Path temporary = Files.createTempDirectory(
                unpacked, folder.getFileName() + "." + ProcessHandle.current().pid() + ".");
        for (Item item : items) {
            Path file = temporary.resolve(item.path());
            Files.createDirectories(file.getParent());
            try (InputStream stream = zip.getInputStream(item.entry())) {
                Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
        try {
            delete(folder);
            Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(folder, items)) {
                throw e;
            }
            delete(temporary);
        }
    }

    private static boolean isWhole(Path folder, List<Item> items) {
        return items.stream().allMatch(item -> {
            try {
                return Files.size(folder.resolve(item.path())) == item.entry().getSize();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** What unpackings left that were killed: their folders carry the number of a process that is no more. */
    private void removeAbandoned(String base) throws IOException {
        if (!Files.isDirectory(unpacked)) {
            return;
        }
        try (Stream<Path> folders = Files.list(unpacked)) {
            for (Path folder : folders.toList()) {
                String[] parts = folder.getFileName().toString().split("\\.");
                if (parts.length == 3
                        && parts[0].startsWith(base + "-")
                        && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty()) {
                    delete(folder);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The central directory's checksums stand for the content. */
    private static String fingerprint(List<Item> items) {
        CRC32 sum = new CRC32();
        items.stream()
                .map(item -> item.path() + item.entry().getCrc() + item.entry().getSize())
                .sorted()
                .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue());
    }

    /** An entry and the place it goes to. */
    private record Item(ZipEntry entry, @Nullable String target) {
        String path() {
            if (target == null) {
                throw new IllegalStateException(entry.getName() + " has no place");
            }
            return target;
        }
    }
}
