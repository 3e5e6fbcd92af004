package tv.sluice.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** What can go wrong with an upload, beyond the common problems. */
final class UploadProblems {
    static final ProblemType OFFSET_MISMATCH =
            ProblemType.client("offset_mismatch", 409, "The server has another number of bytes");
    static final ProblemType LOCKED =
            ProblemType.client("upload_locked", 423, "Another request is writing to this upload");
    static final ProblemType GONE = ProblemType.client("upload_gone", 410, "The upload is over");
    static final ProblemType TOO_LARGE = ProblemType.client("upload_too_large", 413, "The file is too large");
    static final ProblemType CHECKSUM_MISMATCH =
            ProblemType.client("checksum_mismatch", 460, "The bytes do not have the checksum");
    static final ProblemType TUS_VERSION = ProblemType.client("tus_version", 412, "The tus version is not supported");
    static final ProblemType ORIGIN_REFUSED =
            ProblemType.client("origin_refused", 403, "The upload belongs to another web origin");
    static final ProblemType STALLED = ProblemType.client("upload_stalled", 408, "The bytes stopped coming");
    static final ProblemType TOO_MANY =
            new ProblemType("too_many_uploads", 503, "Too many uploads at once", Culprit.CAPACITY);
    static final ProblemType STORAGE_FAILED =
            new ProblemType("storage_failed", 503, "The disk does not take the bytes", Culprit.SERVER);

    static final ProblemType STORAGE_LIMIT =
            ProblemType.client("storage_limit", 413, "The tenant keeps as much as it may");
    static final ProblemType UPLOAD_LIMIT =
            ProblemType.client("upload_limit", 429, "The tenant has uploaded as much as it may");

    private UploadProblems() {}

    static ProblemException storageLimit(@Nullable Long limit) {
        return new ProblemException(
                STORAGE_LIMIT,
                "The limit storageBytes of the tenant is " + limit
                        + ". Delete videos to make room; what has arrived is kept.");
    }

    static ProblemException hourlyLimit(@Nullable Long limit) {
        return new ProblemException(
                UPLOAD_LIMIT,
                "The limit uploadBytesPerHour of the tenant is " + limit
                        + ". What has arrived is kept; go on when the next hour begins.");
    }

    static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no upload at this URL.");
    }

    static boolean isNotFound(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type().equals(ProblemType.NOT_FOUND);
    }

    static ProblemException gone(UploadState state) {
        return new ProblemException(
                GONE,
                switch (state) {
                    case COMPLETED -> "The upload is complete and takes no more bytes.";
                    case CANCELLED -> "The upload was cancelled.";
                    case ERRORED -> "The upload has failed.";
                    case EXPIRED, WAITING, UPLOADING -> "The time for this upload is over.";
                });
    }

    static ProblemException locked() {
        return new ProblemException(
                LOCKED, "Another request is sending bytes to this upload. Ask for the offset again in a few seconds.");
    }

    static ProblemException offset(long given, long actual) {
        return new ProblemException(
                OFFSET_MISMATCH, "Upload-Offset was " + given + ", but " + actual + " bytes are here.");
    }

    static ProblemException tooLarge(long most) {
        return new ProblemException(TOO_LARGE, "This upload takes " + most + " bytes and no more.");
    }

    static ProblemException diskFull() {
        return new ProblemException(
                ProblemType.INSUFFICIENT_STORAGE,
                "The server's disk is full. What has arrived is kept; the upload can be resumed later.");
    }

    /** A failure of the disk in the client's words. */
    static ProblemException disk(Throwable failure) {
        return DiskFullException.isCauseOf(failure)
                ? diskFull()
                : new ProblemException(
                        STORAGE_FAILED,
                        "The server could not store the bytes. What is safe is kept; the upload can be resumed.");
    }

    static boolean isDisk(Throwable failure) {
        return failure instanceof IOException || failure instanceof UncheckedIOException;
    }

    static ProblemException mismatch() {
        return new ProblemException(
                CHECKSUM_MISMATCH, "The bytes do not have the given checksum and were dropped. Send them again.");
    }

    static ProblemException tooMany() {
        return new ProblemException(
                TOO_MANY, "The server takes no more uploads right now. Try again in a few seconds.");
    }

    /** What a client whose bytes were cut off is told, if it still listens. */
    static ProblemException cut(Cut cut) {
        return switch (cut) {
            case CLIENT_GONE -> new ProblemException(STALLED, "The connection broke.");
            case STALLED ->
                new ProblemException(STALLED, "The bytes came too slowly, or not at all. What has arrived is kept.");
            case TAKEN_OVER -> new ProblemException(LOCKED, "A newer request has taken over this upload.");
            case CANCELLED -> gone(UploadState.CANCELLED);
            case EXPIRED -> gone(UploadState.EXPIRED);
            case STOPPING ->
                new ProblemException(ProblemType.UNAVAILABLE, "The server is restarting. What has arrived is kept.");
        };
    }
}
