package dev.viduroutes.moderation;

/** Where the refusals of each account are kept. */
public interface RefusalStores {

    RefusalStore of(String account);
}
