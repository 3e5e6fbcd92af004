package tv.sluice.platform.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The shell around a child. The shell leaves a guard behind, which reads a pipe from us, and then becomes the child itself, so the
 * child's number, exit code and signals are its own. The pipe closes when we close it or when we die, however we die: then the
 * guard asks the child to end and, after the grace, kills it.
 *
 * <p>Where {@code setsid} exists, child and guard have a session of their own: a Ctrl-C on the terminal, or a kill of our whole
 * process group, does not reach them, and what the child itself started ends with it.
 */
final class GuardScript {
    private static final int FILE_SIZE_UNIT = 512;
    private static final int MEMORY_UNIT = 1024;
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    /** Arguments: grace in seconds, limit of processor seconds, memory, file size ("-" for none), niceness, the command. */
    private static final String SCRIPT = """
            grace=$1 cpu=$2 memory=$3 file=$4 nice=$5
            shift 5
            exec 3<&0 </dev/null
            (
              exec >/dev/null 2>&1
              trap '' HUP INT TERM
              # The guard's parent is the child; another number there means that the child has ended.
              child_lives() {
                if [ -r /proc/self/stat ]; then read -r _ _ _ parent _ </proc/self/stat
                else parent=$(ps -o ppid= -p "$(exec sh -c 'echo $PPID')"); fi
                [ "$((parent))" = "$$" ]
              }
              while read -r _ <&3; do :; done
              child_lives || exit 0
              kill -TERM -$$ || kill -TERM $$
              while [ "$grace" -gt 0 ]; do
                sleep 1
                child_lives || exit 0
                grace=$((grace - 1))
              done
              kill -KILL -$$ || kill -KILL $$
            ) &
            exec 3<&-
            ulimit -c 0 2>/dev/null
            [ "$cpu" = - ] || ulimit -t "$cpu"
            [ "$memory" = - ] || ulimit -v "$memory"
            [ "$file" = - ] || ulimit -f "$file"
            [ "$nice" = 0 ] || set -- nice -n "$nice" "$@"
            exec "$@"
            """;

    private GuardScript() {}

    static List<String> around(List<String> command, ProcessLimits limits, Duration grace) {
        List<String> guarded = new ArrayList<>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .ifPresent(guarded::add);
        guarded.addAll(List.of("/bin/sh", "-c", SCRIPT, "sluice-guard"));
        guarded.add(Long.toString(seconds(grace)));
        guarded.add(limits.cpuTime().map(time -> Long.toString(seconds(time))).orElse("-"));
        guarded.add(units(limits.memory(), MEMORY_UNIT));
        guarded.add(units(limits.fileSize(), FILE_SIZE_UNIT));
        guarded.add(Integer.toString(limits.niceness()));
        guarded.addAll(command);
        return guarded;
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private static String units(OptionalLong bytes, int unit) {
        return bytes.isPresent() ? Long.toString(Math.ceilDiv(bytes.getAsLong(), unit)) : "-";
    }
}
