package dev.viduroutes.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a call addresses, by its method and path. */
enum Endpoint {
    GENERATE("generateTask", "POST", "/api/v1/generateTask/([^/]+)"),
    STATUS("statusTask", "GET", "/api/v1/statusTask/([^/]+)"),
    BALANCE("balance", "GET", "/api/v1/apikeys/current-balance()"),
    RESULT("result", "GET|HEAD", "/results/([^/]+/\\d{1,4})\\.mp4"),
    /** The sandbox's own pages: no part of the API, and not in the ledger. */
    CONTROL("sandbox", "GET|POST", "/sandbox(|/[a-z]+(?:\\.csv)?)"),
    OTHER("other", ".*", "(.*)");

    private final String ledgerName;
    private final Pattern methods;
    private final Pattern paths;

    Endpoint(String ledgerName, String methods, String paths) {
        this.ledgerName = ledgerName;
        this.methods = Pattern.compile(methods);
        this.paths = Pattern.compile(paths, Pattern.DOTALL);
    }

    static Endpoint of(String method, String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint.methods.matcher(method).matches()
                    && endpoint.paths.matcher(path).matches()) {
                return endpoint;
            }
        }
        return OTHER;
    }

    /** @return the part of the path that varies: the model, the result, the page */
    String variable(String path) {
        Matcher matcher = paths.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** @return whether the call counts as a request of the account */
    boolean isApi() {
        return this == GENERATE || this == STATUS || this == BALANCE;
    }

    String ledgerName() {
        return ledgerName;
    }
}
