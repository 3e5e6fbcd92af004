package tv.sluice.video;

import io.vertx.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/**
 * An item of the catalogue.
 *
 * <p>Whoever changes one locks its row first, so changes wait for each other instead of failing. {@link #version} counts only the
 * changes that a person makes: what the transcoder reports does not make a person's change fail.
 */
@Entity
@Table(name = "video")
public class Video {
    private static final int MAX_MESSAGE = 500;

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "external_id")
    private @Nullable String externalId;

    private @Nullable String title;

    private @Nullable String description;

    @Enumerated(EnumType.STRING)
    private VideoState state;

    private boolean playable;

    private double progress;

    @Column(name = "error_code")
    private @Nullable String errorCode;

    @Column(name = "error_message")
    private @Nullable String errorMessage;

    private @Nullable Double duration;

    /** The database makes it: small letters, cut off. */
    @Column(name = "sort_title", insertable = false, updatable = false)
    private String sortTitle;

    /** The database makes it: the duration, or -1. */
    @Column(name = "sort_duration", insertable = false, updatable = false)
    private double sortDuration;

    private @Nullable Integer width;

    private @Nullable Integer height;

    @Column(name = "frame_rate")
    private @Nullable Double frameRate;

    @Convert(converter = SourceFileColumn.class)
    private @Nullable SourceFile source;

    @Convert(converter = RenditionsColumn.class)
    private List<VideoRendition> renditions;

    @Column(name = "playback_ids")
    @Convert(converter = PlaybackNamesColumn.class)
    private List<PlaybackName> playbackIds;

    private long version;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Video() {}

    Video(String id, String tenantId, VideoDraft draft, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.externalId = draft.externalId();
        this.title = draft.title();
        this.description = draft.description();
        this.state = VideoState.WAITING;
        this.sortTitle = "";
        this.renditions = List.of();
        this.playbackIds = List.of();
        this.version = 1;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = createdAt;
    }

    /** As it stands in a row with the columns of {@link VideoRows}; to be read only. */
    Video(Row row) {
        this.id = row.getString("id");
        this.tenantId = row.getString("tenant_id");
        this.externalId = row.getString("external_id");
        this.title = row.getString("title");
        this.description = row.getString("description");
        this.state = VideoState.valueOf(row.getString("state"));
        this.playable = row.getBoolean("playable");
        this.progress = row.getDouble("progress");
        this.errorCode = row.getString("error_code");
        this.errorMessage = row.getString("error_message");
        this.duration = row.getDouble("duration");
        this.sortTitle = "";
        this.width = row.getInteger("width");
        this.height = row.getInteger("height");
        this.frameRate = row.getDouble("frame_rate");
        this.source = VideoRows.source(row.getString("source"));
        this.renditions = VideoRows.renditions(row.getString("renditions"));
        this.playbackIds = VideoRows.playbackIds(row.getString("playback_ids"));
        this.version = row.getLong("version");
        this.createdAt = row.getLocalDateTime("created_at").toInstant(ZoneOffset.UTC);
        this.expiresAt = time(row.getLocalDateTime("expires_at"));
        this.updatedAt = row.getLocalDateTime("updated_at").toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant time(@Nullable LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** It is deleted at this instant. */
    void expire(Instant at) {
        expiresAt = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Bytes kept of it: the source, and the renditions unless what was made of them was deleted because it came to nothing. */
    long storedBytes() {
        long bytes = source == null ? 0 : source.size();
        if (state != VideoState.ERRORED) {
            for (VideoRendition each : renditions) {
                bytes += each.size() == null ? 0 : each.size();
            }
        }
        return bytes;
    }

    /** The bytes are there. */
    void arrived(SourceFile file, Instant now) {
        source = file;
        become(VideoState.PROCESSING, now);
    }

    /** What the transcoder has done so far; of no effect once the video is READY or ERRORED. */
    void advance(VideoProgress report, Instant now) {
        if (state != VideoState.PROCESSING) {
            return;
        }
        playable |= report.playable() || report.ready();
        progress = report.ready() ? 100 : Math.clamp(report.percent(), progress, 100);
        duration = report.duration() == null ? duration : report.duration();
        width = report.width() == null ? width : report.width();
        height = report.height() == null ? height : report.height();
        frameRate = report.frameRate() == null ? frameRate : report.frameRate();
        renditions = report.renditions() == null ? renditions : List.copyOf(report.renditions());
        if (report.source() != null && source != null) {
            source = source.probed(report.source());
        }
        touch(now);
        if (report.ready()) {
            become(VideoState.READY, now);
        }
    }

    /** It cannot become ready; of no effect once the video is READY or ERRORED. */
    void fail(String code, String message, Instant now) {
        if (state.mayBecome(VideoState.ERRORED)) {
            errorCode = code;
            errorMessage = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
            playable = false;
            become(VideoState.ERRORED, now);
        }
    }

    void describe(VideoChange change, Instant now) {
        title = change.title();
        description = change.description();
        externalId = change.externalId();
        version++;
        touch(now);
    }

    void name(List<PlaybackName> names, Instant now) {
        playbackIds = List.copyOf(names);
        touch(now);
    }

    private void become(VideoState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("Video " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
        touch(now);
    }

    private void touch(Instant now) {
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    public String id() {
        return id;
    }

    public String tenantId() {
        return tenantId;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    public @Nullable String title() {
        return title;
    }

    public @Nullable String description() {
        return description;
    }

    public VideoState state() {
        return state;
    }

    public boolean playable() {
        return playable;
    }

    /** Per cent. */
    public double progress() {
        return progress;
    }

    public @Nullable String errorCode() {
        return errorCode;
    }

    public @Nullable String errorMessage() {
        return errorMessage;
    }

    /** Seconds. */
    public @Nullable Double duration() {
        return duration;
    }

    /** What it stands at in a list by title, as of when it was read. */
    String sortTitle() {
        return sortTitle;
    }

    /** What it stands at in a list by duration, as of when it was read. */
    double sortDuration() {
        return sortDuration;
    }

    public @Nullable Integer width() {
        return width;
    }

    public @Nullable Integer height() {
        return height;
    }

    public @Nullable Double frameRate() {
        return frameRate;
    }

    public @Nullable SourceFile source() {
        return source;
    }

    public List<VideoRendition> renditions() {
        return renditions;
    }

    public List<PlaybackName> playbackIds() {
        return playbackIds;
    }

    /** Counts the changes that people make. */
    public long version() {
        return version;
    }

    /** When it is deleted; null if it stays. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
