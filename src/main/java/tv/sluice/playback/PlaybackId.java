package tv.sluice.playback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.PartitionKey;
import tv.sluice.video.PlaybackName;
import tv.sluice.video.PlaybackPolicy;

/** A public name of a video. */
@Entity
@Table(name = "playback_id")
class PlaybackId {
    static final String PREFIX = "pbk";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "video_id")
    private String videoId;

    @Enumerated(EnumType.STRING)
    private PlaybackPolicy policy;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected PlaybackId() {}

    PlaybackId(String id, String tenantId, String videoId, PlaybackPolicy policy, Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.videoId = videoId;
        this.policy = policy;
        this.createdAt = createdAt;
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

    PlaybackPolicy policy() {
        return policy;
    }

    PlaybackName name() {
        return new PlaybackName(id, policy, createdAt);
    }
}
