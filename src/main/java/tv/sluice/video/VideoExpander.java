package tv.sluice.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tv.sluice.platform.db.Database;
import tv.sluice.platform.web.Expander;
import tv.sluice.platform.web.PublicUrls;
import tv.sluice.tenant.Caller;
import tv.sluice.tenant.Scope;

/** Puts videos into answers that name them. */
@ApplicationScoped
class VideoExpander implements Expander {
    private final VideoService videos;
    private final Database database;
    private final Caller caller;
    private final PublicUrls urls;
    private final ObjectMapper json;

    VideoExpander(VideoService videos, Database database, Caller caller, PublicUrls urls, ObjectMapper json) {
        this.videos = videos;
        this.database = database;
        this.caller = caller;
        this.urls = urls;
        this.json = json;
    }

    @Override
    public String name() {
        return "video";
    }

    @Override
    public Uni<Map<String, JsonNode>> load(RoutingContext routing, Set<String> ids) {
        caller.require(Scope.VIDEOS_READ);
        String tenant = caller.tenantId();
        String delivery = urls.delivery();
        return database.read(tx -> videos.some(tx, tenant, ids))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                Video::id, video -> json.valueToTree(VideoMapper.video(video, delivery)))));
    }
}
