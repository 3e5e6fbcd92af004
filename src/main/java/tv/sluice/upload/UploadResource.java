package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.UploadsApi;
import tv.sluice.api.model.UploadCreate;
import tv.sluice.api.model.UploadPage;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.journal.Origin;
import tv.sluice.platform.web.PageRequest;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;
import tv.sluice.video.VideoMapper;

/** Uploads over REST. */
@Cancellable(false)
class UploadResource implements UploadsApi {
    private final UploadService uploads;
    private final UploadProgress progress;
    private final UrlImports imports;
    private final Caller caller;
    private final PublicUrls urls;
    private final long maxBytes;

    UploadResource(
            UploadService uploads,
            UploadProgress progress,
            UrlImports imports,
            Caller caller,
            PublicUrls urls,
            UploadConfig config) {
        this.uploads = uploads;
        this.progress = progress;
        this.imports = imports;
        this.caller = caller;
        this.urls = urls;
        this.maxBytes = config.maxBytes().asLongValue();
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Upload>> createUpload(UploadCreate create) {
        String tenant = caller.tenantId();
        UploadDraft draft = draft(create, caller.requestId());
        return draft.inputUrl() == null ? open(tenant, create, draft) : fetch(tenant, create, draft);
    }

    private Uni<RestResponse<tv.sluice.api.model.Upload>> open(String tenant, UploadCreate create, UploadDraft draft) {
        UploadToken token = UploadToken.random();
        String url = urls.api() + TusRoutes.PREFIX + token.text();
        return uploads.create(
                        tenant,
                        VideoMapper.draft(create.getVideo(), caller.defaults().playbackPolicy()),
                        draft,
                        token)
                .map(upload -> created(UploadMapper.upload(upload, 0).uploadUrl(url)));
    }

    private Uni<RestResponse<tv.sluice.api.model.Upload>> fetch(String tenant, UploadCreate create, UploadDraft draft) {
        return uploads.create(
                        tenant,
                        VideoMapper.draft(create.getVideo(), caller.defaults().playbackPolicy()),
                        draft,
                        null)
                .invoke(imports::wake)
                .map(upload -> created(UploadMapper.upload(upload, 0)));
    }

    private static RestResponse<tv.sluice.api.model.Upload> created(tv.sluice.api.model.Upload upload) {
        return RestResponse.ResponseBuilder.<tv.sluice.api.model.Upload>created(
                        URI.create("/v1/uploads/" + upload.getId()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(upload)
                .build();
    }

    /** What the schema cannot say: limits depend on the server, and fields exclude each other. */
    private UploadDraft draft(UploadCreate create, String requestId) {
        long most = create.getMaxBytes() == null ? maxBytes : Math.min(create.getMaxBytes(), maxBytes);
        if (create.getSize() != null && create.getSize() > most) {
            throw UploadProblems.tooLarge(most);
        }
        @Nullable String inputUrl = create.getInputUrl();
        if (inputUrl != null) {
            refuseWith("/corsOrigin", create.getCorsOrigin());
            refuseWith("/size", create.getSize());
            inputUrl = ImportUrl.parse(inputUrl).toString();
        }
        @Nullable String origin = create.getCorsOrigin();
        return new UploadDraft(
                create.getFilename(),
                create.getSize(),
                most,
                Duration.ofSeconds(create.getExpiresIn()),
                origin == null ? null : WebOrigin.normalise(origin),
                inputUrl,
                requestId,
                Origin.current().traceParent());
    }

    private static void refuseWith(String pointer, @Nullable Object value) {
        if (value != null) {
            throw ProblemException.invalid(
                    pointer, "not_with_input_url", "This has no meaning together with inputUrl; leave it out.");
        }
    }

    @Override
    public Uni<RestResponse<tv.sluice.api.model.Upload>> getUpload(String uploadId) {
        return uploads.get(caller.tenantId(), uploadId)
                .chain(upload -> progress.offset(upload).map(offset -> UploadMapper.upload(upload, offset)))
                .map(RestResponse::ok);
    }

    @Override
    public Uni<RestResponse<UploadPage>> listUploads(
            Integer limit, @Nullable String cursor, tv.sluice.api.model.@Nullable UploadState state) {
        PageRequest page = PageRequest.of(limit, cursor, UploadService.ID_PREFIX);
        return uploads.list(caller.tenantId(), UploadMapper.state(state), page)
                .chain(found -> progress.offsets(found.items()).map(offsets -> UploadMapper.page(found, offsets)))
                .map(RestResponse::ok);
    }

    @Override
    public Uni<RestResponse<Void>> cancelUpload(String uploadId) {
        return uploads.get(caller.tenantId(), uploadId).chain(uploads::cancel).replaceWith(RestResponse.noContent());
    }
}
