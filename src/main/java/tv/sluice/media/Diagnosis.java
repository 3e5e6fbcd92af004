package tv.sluice.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.sluice.platform.process.ProcessOutcome;

/** Tells from how FFmpeg ended, and what it said last, what the matter is. */
final class Diagnosis {
    private static final int KILLED_BY_FILE_SIZE = 128 + 25;
    private static final int SIGNALLED = 128;
    private static final Pattern NOISE = Pattern.compile("(?m)^\\[[^\\]]*@ 0x[0-9a-f]+\\] ");
    private static final Pattern REFUSED_CODEC = Pattern.compile("Codec \\((\\w+)\\) not on whitelist");
    private static final int MOST_DETAIL = 2000;

    private Diagnosis() {}

    /** Why a source could not be opened. */
    static MediaException ofProbe(ProcessOutcome outcome, FileKind kind) {
        String errors = outcome.errors();
        return switch (outcome.end()) {
            case DEADLINE ->
                because(outcome, MediaFault.SOURCE_TIMEOUT, "Looking at the file took too long, so it was given up.");
            case TOO_MUCH_OUTPUT ->
                because(
                        outcome,
                        MediaFault.SOURCE_DAMAGED,
                        "The file describes itself in far too many words to be sound.");
            case EXITED -> {
                if (isOutOfMemory(errors)) {
                    yield because(
                            outcome, MediaFault.SOURCE_DAMAGED, "Opening the file needs more memory than is allowed.");
                }
                Matcher refused = REFUSED_CODEC.matcher(errors);
                if (refused.find()) {
                    yield because(
                            outcome,
                            MediaFault.SOURCE_UNSUPPORTED_CODEC,
                            "The file has a track that is encoded as " + refused.group(1)
                                    + ", which cannot be decoded here.");
                }
                if (kind == FileKind.CONTAINER && errors.contains("moov atom not found")) {
                    yield because(
                            outcome,
                            MediaFault.SOURCE_TRUNCATED,
                            "The file is incomplete: its index is missing. The recording or an earlier copy was cut off.");
                }
                yield switch (kind) {
                    case CONTAINER ->
                        because(
                                outcome,
                                MediaFault.SOURCE_DAMAGED,
                                "The file begins like a video or audio file, but is damaged or cut off and cannot be opened.");
                    case PICTURE ->
                        because(
                                outcome,
                                MediaFault.SOURCE_NOT_MEDIA,
                                "The file is a still picture, but a video or audio file was expected.");
                    case OTHER ->
                        because(
                                outcome,
                                MediaFault.SOURCE_NOT_MEDIA,
                                "The file is not a video or audio file of a known kind.");
                };
            }
        };
    }

    /** Why a source that could be opened could not be worked on. */
    static MediaException ofRun(ProcessOutcome outcome) {
        String errors = outcome.errors();
        if (outcome.end() == ProcessOutcome.End.DEADLINE) {
            return because(outcome, MediaFault.ENCODER_TIMEOUT, "Encoding took longer than is allowed.");
        }
        if (errors.contains("No space left on device")) {
            return because(outcome, MediaFault.DISK_FULL, "The disk is full.");
        }
        if (isOutOfMemory(errors)) {
            return because(outcome, MediaFault.ENCODER_FAILED, "Encoding needs more memory than is allowed.");
        }
        if (outcome.exitCode() == KILLED_BY_FILE_SIZE || errors.contains("File too large")) {
            return because(outcome, MediaFault.ENCODER_FAILED, "The encoder wrote more than is allowed.");
        }
        if (outcome.exitCode() > SIGNALLED) {
            return because(outcome, MediaFault.ENCODER_FAILED, "The encoder broke off (" + outcome.exitCode() + ").");
        }
        return because(outcome, MediaFault.ENCODER_FAILED, "The encoder failed: " + lastLine(errors));
    }

    private static boolean isOutOfMemory(String errors) {
        return errors.contains("Cannot allocate memory");
    }

    private static MediaException because(ProcessOutcome outcome, MediaFault fault, String sentence) {
        String detail = NOISE.matcher(outcome.errors()).replaceAll("").strip();
        String last = detail.substring(Math.max(0, detail.length() - MOST_DETAIL));
        return new MediaException(
                fault, sentence, new IllegalStateException("Exit code " + outcome.exitCode() + ": " + last));
    }

    private static String lastLine(String errors) {
        Matcher noise = NOISE.matcher(errors);
        String[] lines = noise.replaceAll("").strip().split("\n");
        return lines[lines.length - 1].strip();
    }
}
