package tv.sluice.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the program's files lie, whatever folder it was started from. */
final class ProgramFolder {
    private ProgramFolder() {}

    /**
     * The folder of the servers' artefacts: as configured when absolute, else beside the folder of the program that runs (in a build:
     * target/servers beside target/quarkus-app), beside its jar, or in the working folder.
     */
    static Path resolve(Path configured, String classPath) {
        Path program = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        List<Path> candidates = Stream.iterate(program.getParent(), folder -> folder != null, Path::getParent)
                .limit(2)
                .map(folder -> folder.resolve(configured))
                .toList();
        return candidates.reversed().stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> configured.toAbsolutePath());
    }
}
