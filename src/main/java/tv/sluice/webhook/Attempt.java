package tv.sluice.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** One request to an endpoint and what came of it. What was sent stands in the delivery. */
@Entity
@Table(name = "webhook_attempt")
class Attempt {
    static final String PREFIX = "wha";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "delivery_id")
    private String deliveryId;

    private int number;

    @Column(name = "sent_at")
    private Instant sentAt;

    @Column(name = "duration_millis")
    private int durationMillis;

    private String url;

    @Column(name = "request_headers")
    @Convert(converter = HeadersColumn.class)
    private Map<String, String> requestHeaders;

    @Column(name = "http_status")
    private @Nullable Integer httpStatus;

    @Column(name = "response_headers")
    @Convert(converter = HeadersColumn.class)
    private @Nullable Map<String, String> responseHeaders;

    @Column(name = "response_body")
    private @Nullable String responseBody;

    private @Nullable String failure;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Attempt() {}

    Attempt(String id, QueuedDelivery delivery, int number, Exchange exchange) {
        this.id = id;
        this.tenantId = delivery.endpoint().tenantId();
        this.deliveryId = delivery.id();
        this.number = number;
        this.sentAt = exchange.sentAt();
        this.durationMillis = exchange.millis();
        this.url = exchange.url();
        this.requestHeaders = exchange.headers();
        Exchange.Answer answer = exchange.answer();
        if (answer != null) {
            this.httpStatus = answer.status();
            this.responseHeaders = answer.headers();
            this.responseBody = answer.body();
        }
        this.failure = exchange.failure();
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String deliveryId() {
        return deliveryId;
    }

    int number() {
        return number;
    }

    Instant sentAt() {
        return sentAt;
    }

    int durationMillis() {
        return durationMillis;
    }

    String url() {
        return url;
    }

    Map<String, String> requestHeaders() {
        return requestHeaders;
    }

    @Nullable
    Integer httpStatus() {
        return httpStatus;
    }

    @Nullable
    Map<String, String> responseHeaders() {
        return responseHeaders;
    }

    @Nullable
    String responseBody() {
        return responseBody;
    }

    @Nullable
    String failure() {
        return failure;
    }
}
