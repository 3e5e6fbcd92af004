package tv.sluice.upload;

/**
 * What has become of an order.
 *
 * @param upload as it was when its bytes began to be taken
 * @param length how many bytes are durably here now
 */
record Taken(Upload upload, Ending ending, long length) {
    /** The length; if the order was not fulfilled, the problem that this is to a client. */
    long orProblem() {
        boolean whole = upload.isWholeWith(length);
        return switch (ending) {
            case Ending.Arrived arrived -> length;
            case Ending.Interrupted(Cut cut) -> {
                // The file may be whole although the request was not: then there is nothing to complain about.
                if (whole) {
                    yield length;
                }
                throw UploadProblems.cut(cut);
            }
            case Ending.Overflow overflow -> throw UploadProblems.tooLarge(upload.mostBytes());
            case Ending.Refused refused -> throw refused.problem();
            case Ending.Mismatch mismatch -> throw UploadProblems.mismatch();
            case Ending.DiskFailed failed -> throw UploadProblems.disk(failed.cause());
        };
    }
}
