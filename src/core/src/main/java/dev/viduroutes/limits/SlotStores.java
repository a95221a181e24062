package dev.viduroutes.limits;

/** Where the slots of each account are kept. */
public interface SlotStores {

    /**
     * @param places how many tasks the account may have under way at once
     * @throws Exception if they can't be had, at the start
     */
    SlotStore of(String account, int places) throws Exception;
}
