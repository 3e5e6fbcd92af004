package tv.sluice.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Services;
import tv.sluice.Tus;

/**
 * The disk takes no more bytes: the client is told so, and goes on when there is room again. The system's limit on the size of a file
 * stands for the full disk; to the program both are a write that fails half-way.
 */
class DiskFullIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final int SIZE = 48 * 1024 * 1024;
    private static final int ROOM = 20 * 1024 * 1024;

    @Test
    void theUploadCanBeResumedWhenThereIsRoomAgain() throws Exception {
        byte[] source = new byte[SIZE];
        new Random(11).nextBytes(source);
        Tus upload = Tus.create(SERVICES.api(), "{\"size\":" + SIZE + "}");
        limitFiles(String.valueOf(ROOM));
        HttpResponse<byte[]> full;
        try {
            full = upload.patch(0, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(source)));
            assertThat(upload.offset()).as("what fitted is kept").isEqualTo(ROOM);
            expect(upload.patch(ROOM, new byte[1]), 507);
        } finally {
            limitFiles("unlimited");
        }
        expect(full, 507);
        assertThat(json(full).get("code").asText()).isEqualTo("insufficient_storage");
        assertThat(json(full).get("culprit").asText()).isEqualTo("capacity");
        assertThat(full.headers().firstValue("Retry-After")).isPresent();

        expect(upload.patch(ROOM, Arrays.copyOfRange(source, ROOM, SIZE)), 204);
        Path stored = SERVICES.data().resolve("storage/u").resolve(upload.id());
        assertThat(Files.mismatch(stored, write(source))).isEqualTo(-1);
    }

    @Test
    void moreThanTheDiskHoldsIsRefusedBeforeItIsSent() {
        Api api = SERVICES.api();
        long room = SERVICES.data().toFile().getUsableSpace();
        Tus upload = Tus.create(api, "{}");
        expect(
                Api.send(upload.request(
                                "Content-Type",
                                Tus.OFFSET_STREAM,
                                "Upload-Offset",
                                "0",
                                "Upload-Length",
                                String.valueOf(room))
                        .expectContinue(true)
                        .method("PATCH", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[1]), room))),
                507);
        assertThat(upload.offset()).isZero();
    }

    /** Of the program alone, not of its servers, and so that the limit can be lifted again. */
    private static void limitFiles(String bytes) {
        Clips.run(List.of(
                "prlimit", "--pid", String.valueOf(SERVICES.program().pid()), "--fsize=" + bytes + ":unlimited"));
    }

    private static Path write(byte[] bytes) throws java.io.IOException {
        Path file = Files.createTempFile("source", ".bin");
        file.toFile().deleteOnExit();
        return Files.write(file, bytes);
    }
}
