package dev.viduroutes.outage;

import java.util.List;

/** Knows what is away. The console and the status ask every bean of this type in the registry. */
public interface OutageSource {

    /** @return what is away now, as the log says it; must answer at once */
    List<Outage> outages();
}
