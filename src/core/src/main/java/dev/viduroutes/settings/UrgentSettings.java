package dev.viduroutes.settings;

import java.time.Duration;

/**
 * What urgent requests may take from others.
 *
 * @param sharePercent of what is granted while others wait, this much at most is granted to urgent ones
 * @param ageing how long a request waits behind urgent ones before they share evenly
 */
public record UrgentSettings(int sharePercent, Duration ageing) {

    static UrgentSettings read(SettingReader read) {
        return new UrgentSettings(
                read.percent("vidu.urgent.share", 10, 100), read.duration("vidu.urgent.ageing", "1s", "7d"));
    }
}
