package tv.sluice.tenant;

import io.smallrye.mutiny.Uni;
import tv.sluice.api.model.Whoami;

/** Shows callers what is known about them; each kind of credential has one. */
public interface WhoamiMapper {
    /** The answer with what is to be shown of identities of its kind added. */
    Uni<Whoami> add(Whoami whoami, Identity identity);
}
