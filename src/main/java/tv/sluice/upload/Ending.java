package tv.sluice.upload;

import java.io.IOException;
import tv.sluice.platform.error.ProblemException;

/** How the reception of one request's bytes ended. */
sealed interface Ending {
    /** All bytes of the request are synced, and have the checksum if one was given. */
    record Arrived() implements Ending {}

    /** The bytes stopped early; those that came are synced, or dropped if they had a checksum to fulfil. */
    record Interrupted(Cut cut) implements Ending {}

    /** More bytes came than the upload takes; those of this request are dropped. */
    record Overflow() implements Ending {}

    /** More bytes came than the tenant may upload; those before are synced, or dropped if they had a checksum to fulfil. */
    record Refused(ProblemException problem) implements Ending {}

    /** The bytes do not have the checksum and are dropped. */
    record Mismatch() implements Ending {}

    /** The disk did not take the bytes; those that are safely on it are kept. */
    record DiskFailed(IOException cause) implements Ending {}
}
