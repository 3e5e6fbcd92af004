package tv.sluice.upload;

import tv.sluice.platform.error.ProblemException;

/** A file could not be fetched. Says nothing about what lies behind addresses that must not be fetched from. */
final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final boolean passing;

    private ImportException(Fault fault, boolean passing) {
        super(fault.message(), null, false, false);
        this.fault = fault;
        this.passing = passing;
    }

    static ImportException addressRefused() {
        return lasting(
                "import_address_refused",
                "The host in the URL does not stand for a public address, so nothing was fetched from it.");
    }

    static ImportException notFound(int status) {
        return lasting("import_not_found", "There is no file at this URL: the server answered " + status + ".");
    }

    static ImportException forbidden(int status) {
        return lasting("import_forbidden", "The server does not hand out this file: it answered " + status + ".");
    }

    static ImportException tooLarge(long most) {
        return lasting(
                "import_too_large", "The file has more than " + most + " bytes, the most that this upload takes.");
    }

    /** What the tenant may not upload at all, or not before the next hour. */
    static ImportException limited(ProblemException problem) {
        boolean later = problem.type().equals(UploadProblems.UPLOAD_LIMIT);
        return new ImportException(new Fault(problem.type().code(), problem.detail()), later);
    }

    static ImportException redirects() {
        return lasting("import_redirected", "The URL redirects too often, or to something that cannot be fetched.");
    }

    static ImportException refused(int status) {
        return lasting("import_failed", "The server does not give the file: it answered " + status + ".");
    }

    static ImportException encoded() {
        return lasting("import_failed", "The server sent the file in an encoding that was not asked for.");
    }

    static ImportException timeout() {
        return passing("import_timeout", "The server did not answer, or sent too slowly.");
    }

    static ImportException outOfTime() {
        return lasting("import_timeout", "The file could not be fetched before the import's time was over.");
    }

    static ImportException broken() {
        return passing("import_failed", "The connection to the server could not be made, or broke.");
    }

    static ImportException unwell(int status) {
        return passing("import_failed", "The server could not give the file: it answered " + status + ".");
    }

    static ImportException here() {
        return passing("import_failed", "The file could not be stored.");
    }

    private static ImportException lasting(String code, String message) {
        return new ImportException(new Fault(code, message), false);
    }

    private static ImportException passing(String code, String message) {
        return new ImportException(new Fault(code, message), true);
    }

    Fault fault() {
        return fault;
    }

    /** Whether the tenant has to wait for the next hour. */
    boolean isOfTheHour() {
        return passing && fault.code().equals(UploadProblems.UPLOAD_LIMIT.code());
    }

    /** Whether another attempt may succeed. */
    boolean isPassing() {
        return passing;
    }
}
