package tv.sluice.transcode;

import java.util.Comparator;

/**
 * How much of a video is there to be played.
 *
 * @param audio whether the sound is there
 * @param chunks how many chunks from the beginning are there without a hole
 * @param pictures whether poster and thumbnails are there
 * @param playable whether a player can begin
 * @param complete whether everything is there that will be
 */
record Coverage(boolean audio, int chunks, boolean pictures, boolean playable, boolean complete) {
    /** What the completed tasks of the job give. */
    static Coverage of(JobSnapshot job) {
        boolean audioMissing =
                job.tasks().stream().anyMatch(t -> t.kind() == TaskKind.AUDIO && t.state() != TaskState.COMPLETED);
        boolean audio = !audioMissing && job.tasks().stream().anyMatch(t -> t.kind() == TaskKind.AUDIO);
        boolean pictures =
                job.tasks().stream().anyMatch(t -> t.kind() == TaskKind.ARTWORK && t.state() == TaskState.COMPLETED);
        boolean audioOnly = job.tasks().stream().noneMatch(t -> t.kind() == TaskKind.VIDEO_CHUNK);
        int chunks = (int) job.tasks().stream()
                .filter(t -> t.kind() == TaskKind.VIDEO_CHUNK)
                .sorted(Comparator.comparingInt(TaskSnapshot::ordinal))
                .takeWhile(t -> t.state() == TaskState.COMPLETED)
                .count();
        boolean playable = !audioMissing && (audioOnly ? audio : chunks > 0);
        boolean complete =
                playable && job.tasks().stream().allMatch(t -> t.state().isFinal());
        return new Coverage(audio, chunks, pictures, playable, complete);
    }
}
