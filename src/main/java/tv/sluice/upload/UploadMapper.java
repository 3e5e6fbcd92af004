package tv.sluice.upload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Fault;
import tv.sluice.api.model.UploadPage;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of an upload and ours. */
final class UploadMapper {
    private UploadMapper() {}

    static tv.sluice.api.model.Upload upload(Upload upload, long offset) {
        return new tv.sluice.api.model.Upload()
                .id(upload.id())
                .videoId(upload.videoId())
                .state(tv.sluice.api.model.UploadState.valueOf(upload.state().name()))
                .filename(upload.filename())
                .size(upload.size())
                .offset(offset)
                .maxBytes(upload.maxBytes())
                .corsOrigin(upload.corsOrigin())
                .inputUrl(upload.inputUrl())
                .error(fault(upload))
                .expiresAt(upload.expiresAt())
                .createdAt(upload.createdAt());
    }

    /** What the upload's GET answers, for the journal; how far an open one is does not belong there. */
    static JsonNode json(Upload upload) {
        return StateJson.of(upload(upload, upload.bytes()));
    }

    static UploadPage page(Page<Upload> page, Map<String, Long> offsets) {
        return new UploadPage()
                .items(page.items().stream()
                        .map(upload -> upload(upload, offsets.getOrDefault(upload.id(), 0L)))
                        .toList())
                .nextCursor(page.nextCursor());
    }

    static @Nullable UploadState state(tv.sluice.api.model.@Nullable UploadState state) {
        return state == null ? null : UploadState.valueOf(state.name());
    }

    private static @Nullable Fault fault(Upload upload) {
        return upload.errorCode() == null
                ? null
                : new Fault().code(upload.errorCode()).message(upload.errorMessage());
    }
}
