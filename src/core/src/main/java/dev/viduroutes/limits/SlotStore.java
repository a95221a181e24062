package dev.viduroutes.limits;

/** Where slots are kept, so that they outlive the process. Each call may fail, and is then made again. */
public interface SlotStore {

    /** @return whether the holder has a slot now; one that has one keeps it */
    boolean take(String holder) throws Exception;

    /** Gives the holder's slot back, if it has one. */
    void free(String holder) throws Exception;

    /** @return slots in use, over all processes */
    int inUse() throws Exception;

    /** @return whether the holder has a slot */
    boolean holds(String holder) throws Exception;
}
