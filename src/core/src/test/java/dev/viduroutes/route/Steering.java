package dev.viduroutes.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a sender may write on a request to steer the gateway; each steered routes that kept it. */
public final class Steering {

    private Steering() {}

    /** @return names that every source allows, as Camel spells them, with values that do harm */
    public static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of("CamelHttpUri", "CamelHttpPath", "CamelHttpHost")) {
            headers.put(name, "http://127.0.0.1:1/evil");
        }
        headers.put("CamelHttpMethod", "DELETE");
        headers.put("CamelHttpQuery", "evil=1");
        headers.put("CamelHttpRawQuery", "evil=1");
        headers.put("Authorization", "Bearer evil");
        headers.put("Host", "evil.example");
        headers.put("Cookie", "evil=1");
        headers.put("CamelAwsS3Key", "evil/${env:HOME}.mp4");
        headers.put("CamelAwsS3BucketName", "evil-bucket");
        headers.put("CamelAwsS3OverrideBucketName", "evil-bucket");
        headers.put("CamelAwsS3Operation", "deleteBucket");
        headers.put("CamelSqlQuery", "DROP TABLE vidu_task");
        headers.put("CamelFileName", "../../evil.json");
        headers.put("CamelOverruleFileName", "../../evil.json");
        headers.put("CamelCharsetName", "UTF-16");
        headers.put("CamelJacksonUnmarshalType", "java.util.HashMap");
        for (String name : List.of("source", "arrival", "envelope", "vidu_reason_code", "vidu_message")) {
            headers.put(name, "evil");
        }
        return headers;
    }

    /** @return the same in capitals: headers of Camel know no case */
    public static <V> Map<String, V> shouted(Map<String, V> headers) {
        Map<String, V> loud = new LinkedHashMap<>();
        headers.forEach((name, value) -> loud.put(name.toUpperCase(Locale.ROOT), value));
        return loud;
    }
}
