package tv.sluice.upload;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** Bytes on their way in, and the limits within which they may come. Whoever changes one locks its row first. */
@Entity
@Table(name = "upload")
class Upload {
    private static final int MAX_MESSAGE = 500;

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "video_id")
    private String videoId;

    @Enumerated(EnumType.STRING)
    private UploadState state;

    private @Nullable String filename;

    private @Nullable Long size;

    private long bytes;

    @Column(name = "max_bytes")
    private long maxBytes;

    @Column(name = "cors_origin")
    private @Nullable String corsOrigin;

    @Column(name = "input_url")
    private @Nullable String inputUrl;

    @Column(name = "token_hash")
    private byte @Nullable [] tokenHash;

    @Column(name = "request_id")
    private String requestId;

    @Column(name = "trace_parent")
    private @Nullable String traceParent;

    @Column(name = "error_code")
    private @Nullable String errorCode;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    @Column(name = "import_due_at")
    private @Nullable Instant importDueAt;

    @Column(name = "import_failures")
    private int importFailures;

    @Column(name = "import_validator")
    private @Nullable String importValidator;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Upload() {}

    Upload(String id, String tenantId, String videoId, UploadDraft draft, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.videoId = videoId;
        this.state = UploadState.WAITING;
        this.filename = draft.filename();
        this.size = draft.size();
        this.maxBytes = draft.maxBytes();
        this.corsOrigin = draft.corsOrigin();
        this.inputUrl = draft.inputUrl();
        this.requestId = draft.requestId();
        this.traceParent = draft.traceParent();
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = createdAt;
        this.expiresAt = createdAt.plus(draft.expiresIn());
        this.importDueAt = draft.inputUrl() == null ? null : createdAt;
    }

    /** Makes the bytes welcome at the URL with this token. */
    void openAt(UploadToken token) {
        tokenHash = token.hash();
    }

    /** What the client says about the file; what is known already stays. */
    void declare(@Nullable Long length, @Nullable String name, Instant now) {
        size = size == null ? length : size;
        filename = filename == null ? name : filename;
        touch(now);
    }

    /** Bytes begin to come. */
    void receive(Instant now) {
        if (state == UploadState.WAITING) {
            state = UploadState.UPLOADING;
            touch(now);
        }
    }

    /** All bytes are there. */
    void complete(long length, Instant now) {
        size = length;
        end(UploadState.COMPLETED, length, now);
    }

    /** It is over without success. */
    void giveUp(UploadState end, Instant now) {
        end(end, 0, now);
    }

    void fail(Fault fault, Instant now) {
        errorCode = fault.code();
        errorMessage =
                fault.message().length() > MAX_MESSAGE ? fault.message().substring(0, MAX_MESSAGE) : fault.message();
        end(UploadState.ERRORED, 0, now);
    }

    /** The import is tried again later. */
    void retryImport(Instant due, Instant now) {
        importFailures++;
        importDueAt = due;
        touch(now);
    }

    /**
     * The import has found its file.
     *
     * @param validator entity tag of what is being fetched, by which a later attempt can go on where this one ends
     */
    void fetch(@Nullable Long length, @Nullable String name, @Nullable String validator, Instant now) {
        size = length;
        filename = filename == null ? name : filename;
        importValidator = validator;
        receive(now);
        touch(now);
    }

    private void end(UploadState end, long length, Instant now) {
        if (!state.isOpen()) {
            throw new IllegalStateException("Upload " + id + " is " + state + " and cannot become " + end);
        }
        state = end;
        bytes = length;
        importDueAt = null;
        touch(now);
    }

    private void touch(Instant now) {
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether bytes may still come. */
    boolean isOpen(Instant now) {
        return state.isOpen() && now.isBefore(expiresAt);
    }

    /** The most bytes that it takes: the declared size, or the limit as long as none is declared. */
    long mostBytes() {
        return size == null ? maxBytes : size;
    }

    /** Whether so many bytes are all of the file. */
    boolean isWholeWith(long length) {
        return size != null && size == length;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String videoId() {
        return videoId;
    }

    UploadState state() {
        return state;
    }

    @Nullable
    String filename() {
        return filename;
    }

    /** Bytes of the whole file, once known. */
    @Nullable
    Long size() {
        return size;
    }

    /** Bytes of a completed upload; as long as it is open, the file in storage tells. */
    long bytes() {
        return bytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    @Nullable
    String corsOrigin() {
        return corsOrigin;
    }

    @Nullable
    String inputUrl() {
        return inputUrl;
    }

    String requestId() {
        return requestId;
    }

    /** W3C traceparent of the request that created it. */
    @Nullable
    String traceParent() {
        return traceParent;
    }

    @Nullable
    String errorCode() {
        return errorCode;
    }

    @Nullable
    String errorMessage() {
        return errorMessage;
    }

    int importFailures() {
        return importFailures;
    }

    @Nullable
    String importValidator() {
        return importValidator;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant createdAt() {
        return createdAt;
    }
}
