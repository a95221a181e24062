package dev.viduroutes.inflight;

/** The place of one request among those that are in flight of its source. Thread-safe. */
public final class Place {

    private final IdlePlaces idle;

    Place(IdlePlaces idle) {
        this.idle = idle;
    }

    /** The request waits for what may take days, and needs no place meanwhile; to be said again every few seconds. */
    public void idle() {
        idle.add(this);
    }

    /** The request goes on, or is gone. */
    public void busy() {
        idle.remove(this);
    }

    /** @return whether it needs none, be there room for it among those that need none or not */
    public boolean isIdle() {
        return idle.contains(this);
    }
}
