package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Services;
import tv.sluice.client.ApiClient;
import tv.sluice.client.ApiException;
import tv.sluice.client.api.UploadsApi;
import tv.sluice.client.api.UploadsApi.APICreateUploadRequest;
import tv.sluice.client.api.VideosApi;
import tv.sluice.client.api.VideosApi.APIGetVideoRequest;
import tv.sluice.client.api.VideosApi.APIListVideosRequest;
import tv.sluice.client.api.VideosApi.APIUpdateVideoRequest;
import tv.sluice.client.model.Problem;
import tv.sluice.client.model.Upload;
import tv.sluice.client.model.UploadCreate;
import tv.sluice.client.model.UploadState;
import tv.sluice.client.model.Video;
import tv.sluice.client.model.VideoDraft;
import tv.sluice.client.model.VideoPage;
import tv.sluice.client.model.VideoPatch;
import tv.sluice.client.model.VideoState;

/** What a program in Java does with the client that is generated from the contract. */
class JavaClientIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private VideosApi videos;
    private UploadsApi uploads;

    @BeforeEach
    void connect() {
        ApiClient client = new ApiClient();
        client.updateBaseUri(SERVICES.apiUrl().toString().replaceFirst("/$", ""));
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + SERVICES.adminKey()));
        videos = new VideosApi(client);
        uploads = new UploadsApi(client);
    }

    private Upload create(String title, String idempotencyKey) throws ApiException {
        UploadCreate upload = new UploadCreate()
                .size(8L)
                .filename("clip.mp4")
                .video(new VideoDraft().title(title).description("Gulls."));
        return uploads.createUpload(APICreateUploadRequest.newBuilder()
                .uploadCreate(upload)
                .idempotencyKey(idempotencyKey)
                .build());
    }

    @Test
    void anUploadIsCreatedOnceAndTakesBytes() throws ApiException {
        String key = UUID.randomUUID().toString();
        Upload upload = create("Harbour", key);
        assertThat(upload.getState()).isEqualTo(UploadState.WAITING);
        assertThat(upload.getCreatedAt()).isBefore(Instant.now().plusSeconds(5));
        assertThat(create("Harbour", key).getId()).isEqualTo(upload.getId());

        URI url = SERVICES.apiUrl().resolve(upload.getUploadUrl());
        assertThat(SERVICES.api()
                        .append(url.toString(), 0, BodyPublishers.ofString("half"))
                        .statusCode())
                .isEqualTo(204);

        Upload later = uploads.getUpload(UploadsApi.APIGetUploadRequest.newBuilder()
                .uploadId(upload.getId())
                .build());
        assertThat(later.getState()).isEqualTo(UploadState.UPLOADING);
        assertThat(later.getOffset()).isEqualTo(4);
    }

    @Test
    void videosAreListedPageByPage() throws ApiException {
        String prefix = "Pages " + System.nanoTime();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(create(prefix + " " + i, null).getVideoId());
        }
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            VideoPage page = videos.listVideos(APIListVideosRequest.newBuilder()
                    .titlePrefix(prefix)
                    .state(VideoState.WAITING)
                    .sort("title")
                    .limit(2)
                    .cursor(cursor)
                    .build());
            page.getItems().forEach(video -> found.add(video.getId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        assertThat(found).isEqualTo(made);
    }

    @Test
    void aPatchTellsNullFromAbsent() throws ApiException {
        String id = create("Before", null).getVideoId();
        Video changed = videos.updateVideo(APIUpdateVideoRequest.newBuilder()
                .videoId(id)
                .videoPatch(new VideoPatch().title("After").description(null))
                .build());
        assertThat(changed.getTitle()).isEqualTo("After");
        assertThat(changed.getDescription()).isNull();
    }

    @Test
    void aFailureIsAProblem() throws JsonProcessingException {
        ApiException failure = catchThrowableOfType(
                ApiException.class,
                () -> videos.getVideo(APIGetVideoRequest.newBuilder()
                        .videoId("vid_01jd8wq2k3m4n5p6q7r8s9t0vw")
                        .build()));
        assertThat(failure.getCode()).isEqualTo(404);
        Problem problem = ApiClient.createDefaultObjectMapper().readValue(failure.getResponseBody(), Problem.class);
        assertThat(problem.getCode()).isEqualTo("not_found");
        assertThat(problem.getCulprit()).isEqualTo(Problem.CulpritEnum.CLIENT);
        assertThat(problem.getRequestId()).isNotBlank();
    }
}
