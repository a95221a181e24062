package dev.viduroutes.replay;

import dev.viduroutes.request.Source;

/** The way back to a source of requests. */
public interface ReturnPath {

    /** @return whether requests of this source go back this way */
    boolean leadsTo(Source source);

    /** @return whether there is a place for it now */
    boolean isFree(Letter letter);

    /** Brings the request to its source; it is safe there when this returns. */
    void putBack(Letter letter) throws Exception;
}
