package dev.viduroutes.api;

import dev.viduroutes.settings.Settings;

/** The API key. It leaves this object only as the value of the {@code Authorization} header. */
public final class ApiKey {

    private final String key;

    public ApiKey(Settings settings) {
        key = settings.api().key();
    }

    /** @return {@code Bearer <key>} (contract) */
    public String authorization() {
        return "Bearer " + key;
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
