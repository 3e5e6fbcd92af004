package tv.sluice.webhook;

/** How far a delivery has got. */
enum DeliveryState {
    PENDING,
    SUCCEEDED,
    FAILED
}
