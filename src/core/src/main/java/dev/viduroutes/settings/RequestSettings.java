package dev.viduroutes.settings;

/** What a request document may be. */
public record RequestSettings(long maxBytes, String schema) {

    static RequestSettings read(SettingReader read) {
        return new RequestSettings(
                read.bytes("vidu.request.max-bytes", "1KiB", "16MiB"), read.location("vidu.request.schema"));
    }
}
