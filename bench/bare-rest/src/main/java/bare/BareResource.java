package bare;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.file.Files;

/** Answers with the bytes of a file that was read once. */
@Path("/v1/videos")
public class BareResource {
    private final byte[] answer;

    BareResource() throws IOException {
        answer = Files.readAllBytes(java.nio.file.Path.of(System.getProperty("bare.answer")));
    }

    @GET
    @Path("/{videoId}")
    @Produces("application/json")
    @NonBlocking
    public byte[] get(String videoId) {
        return answer;
    }
}
