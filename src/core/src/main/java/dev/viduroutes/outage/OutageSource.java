package dev.viduroutes.outage;

import java.util.List;

/** Knows what is away. Every bean of this type in the registry is asked by whoever looks at the gateway. */
public interface OutageSource {

    /** @return what is away now, as the log says it; must answer at once */
    List<Outage> outages();
}
