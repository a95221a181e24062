package dev.viduroutes.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How videos are fetched. */
public record DeliverySettings(
        List<String> hosts,
        boolean allowPrivate,
        int parallel,
        long maxBytes,
        Duration responseTimeout,
        Duration downloadTimeout,
        int attempts,
        Duration timeout) {

    static DeliverySettings read(SettingReader read) {
        String hosts = read.text(
                "vidu.delivery.hosts",
                Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9._-]+(\\s*,\\s*(\\*\\.)?[A-Za-z0-9._-]+)*"),
                "it must be * or a comma-separated list of host names, each may start with *.");
        return new DeliverySettings(
                Arrays.stream(hosts.split("\\s*,\\s*"))
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList(),
                read.flag("vidu.delivery.allow-private"),
                read.integer("vidu.delivery.parallel", 1, 1_000),
                read.bytes("vidu.delivery.max-bytes", "1KiB", "5GiB"),
                read.duration("vidu.delivery.response-timeout", "100ms", "10m"),
                read.duration("vidu.delivery.download-timeout", "1s", "24h"),
                read.integer("vidu.delivery.attempts", 1, 1_000),
                read.duration("vidu.delivery.timeout", "1s", "30d"));
    }
}
