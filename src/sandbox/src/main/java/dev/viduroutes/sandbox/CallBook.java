package dev.viduroutes.sandbox;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes every call: where it went, which headers it brought, how it was answered. */
final class CallBook {

    /** Enough for every honest client; keeps a caller who invents header names from filling the memory. */
    private static final int NAMES_KEPT = 200;

    private final Map<String, TreeMap<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<String, Set<String>> headers = new TreeMap<>();
    private final Map<String, Set<String>> hosts = new TreeMap<>();
    private int resultCallsWithAuthorization;

    synchronized void arrived(Endpoint endpoint, Headers seen) {
        seen.keySet().forEach(name -> note(headers, endpoint, name.toLowerCase(Locale.ROOT)));
        note(hosts, endpoint, String.valueOf(seen.getFirst("Host")));
        if (endpoint == Endpoint.RESULT && seen.containsKey("Authorization")) {
            resultCallsWithAuthorization++;
        }
    }

    synchronized void answered(Endpoint endpoint, int status) {
        statuses.computeIfAbsent(endpoint.ledgerName(), name -> new TreeMap<>()).merge(status, 1, Integer::sum);
    }

    synchronized Map<String, Ledger.Calls> calls() {
        Map<String, Ledger.Calls> calls = new TreeMap<>();
        statuses.forEach((name, counts) -> calls.put(name, calls(counts)));
        return calls;
    }

    synchronized Map<String, Set<String>> headersSeen() {
        return copy(headers);
    }

    synchronized Map<String, Set<String>> hostsSeen() {
        return copy(hosts);
    }

    synchronized int resultCallsWithAuthorization() {
        return resultCallsWithAuthorization;
    }

    private static Ledger.Calls calls(Map<Integer, Integer> counts) {
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Ledger.Calls(total, new TreeMap<>(counts));
    }

    private static void note(Map<String, Set<String>> where, Endpoint endpoint, String value) {
        Set<String> names = where.computeIfAbsent(endpoint.ledgerName(), name -> new TreeSet<>());
        if (names.size() < NAMES_KEPT) {
            names.add(value);
        }
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> source) {
        Map<String, Set<String>> copy = new TreeMap<>();
        source.forEach((name, values) -> copy.put(name, new TreeSet<>(values)));
        return copy;
    }
}
