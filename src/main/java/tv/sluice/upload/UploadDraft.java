package tv.sluice.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a new upload is to be.
 *
 * @param maxBytes the most bytes it may have, the server's own limit applied
 * @param corsOrigin the web origin that may use the upload URL from a browser; any if null
 * @param inputUrl where to fetch the file from; null if a client sends it
 * @param requestId the request that created it
 * @param traceParent W3C traceparent of that request
 */
record UploadDraft(
        @Nullable String filename,
        @Nullable Long size,
        long maxBytes,
        Duration expiresIn,
        @Nullable String corsOrigin,
        @Nullable String inputUrl,
        String requestId,
        @Nullable String traceParent) {}
