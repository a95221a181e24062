package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alarms and dashboard name, a gateway tells: each metric, with the labels that they ask for. */
class DashboardIT {

    private static final Path DEPLOY = Path.of("src/deploy");
    private static final Path RULES = DEPLOY.resolve("prometheus/vidu-routes-alerts.yml");
    private static final Path RULES_TEST = DEPLOY.resolve("prometheus/vidu-routes-alerts.test.yml");
    private static final Path DASHBOARD = DEPLOY.resolve("grafana/vidu-routes.json");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(vidu_[a-z0-9_]+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=|!=|=~|!~)\"");
    private static final Pattern SELECTOR = Pattern.compile("(vidu_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+) ?}}");
    /** Prometheus adds these. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static final String KEY = "key-of-the-dashboard-test";

    @TempDir
    private Path home;

    /** An expression, and the labels that a text beside it fills in. */
    private record Query(String expression, Set<String> filledIn) {}

    @Test
    void theRulesAreRightAndFireWhenTheyShould() throws Exception {
        assertThat(promtool("check", RULES)).contains("SUCCESS");
        assertThat(promtool("test", RULES_TEST)).contains("SUCCESS");
    }

    private static String promtool(String what, Path file) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", what, "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes());
        assertThat(promtool.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void eachAlarmSaysWhatToDoAndLeadsNowhere() throws IOException {
        String rules = Files.readString(RULES);
        int alarms = count(rules, "- alert: ");

        assertThat(alarms).isGreaterThan(10);
        assertThat(count(rules, "          description: ")).isEqualTo(alarms);
        assertThat(count(rules, "          summary: ")).isEqualTo(alarms);
        assertThat(rules + Files.readString(DASHBOARD)).doesNotContain("://", "www.");
        String tested = Files.readString(RULES_TEST);
        assertThat(tested).contains("alertname: ViduAccountBlocked");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void eachMetricThatTheyNameIsThereWithItsLabels() throws Exception {
        Map<String, Set<String>> metrics = afterAMixedRun();
        System.out.println("metrics=" + metrics.size());
        List<Query> queries = new ArrayList<>(ofRules());
        queries.addAll(ofDashboard());

        assertThat(queries).hasSizeGreaterThan(40);
        List<String> missing = new ArrayList<>();
        queries.forEach(query -> missing.addAll(missing(query, metrics)));
        assertThat(missing).isEmpty();
    }

    private static List<String> missing(Query query, Map<String, Set<String>> metrics) {
        List<String> missing = new ArrayList<>();
        Set<String> known = new TreeSet<>(OF_PROMETHEUS);
        for (MatchResult selector : all(SELECTOR, query.expression())) {
            Set<String> labels = metrics.get(selector.group(1));
            if (labels == null) {
                missing.add(selector.group(1));
                continue;
            }
            known.addAll(labels);
            all(LABEL, selector.group(2) == null ? "" : selector.group(2)).stream()
                    .map(label -> label.group(1))
                    .filter(label -> !labels.contains(label) && !OF_PROMETHEUS.contains(label))
                    .forEach(label -> missing.add(selector.group(1) + " has no label " + label));
        }
        Set<String> asked = new TreeSet<>(query.filledIn());
        all(GROUPING, query.expression())
                .forEach(group -> Arrays.stream(group.group(1).split(","))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .forEach(asked::add));
        asked.removeAll(known);
        asked.forEach(label -> missing.add(query.expression() + " has no label " + label));
        return missing;
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    private static List<Query> ofRules() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (String rule : Files.readString(RULES).split("- alert: ")) {
            Matcher expression = Pattern.compile("(?m)^ +expr: (.*)$").matcher(rule);
            if (expression.find()) {
                queries.add(new Query(expression.group(1), filledIn(rule)));
            }
        }
        return queries;
    }

    private static Set<String> filledIn(String text) {
        return all(TEMPLATE, text).stream().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static List<Query> ofDashboard() throws IOException {
        List<Query> queries = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.add(new Query(
                                target.path("expr").asText(),
                                filledIn(target.path("legendFormat").asText())))));
        return queries;
    }

    /** Two accounts, prices, caps, a floor; requests that are stored, refused, and that wait. */
    private Map<String, Set<String>> afterAMixedRun() throws Exception {
        int port = FreePort.next();
        try (Sandbox sandbox = Sandbox.builder()
                        .apiKey(KEY)
                        .account("agency", KEY + "-of-agency")
                        .timeScale(100)
                        .start();
                SandboxS3 s3 = SandboxS3.start(home.resolve("objects"), "dashboard-videos", 0, KEY, KEY)) {
            Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
            environment.putAll(Map.of(
                    "VIDU_MANAGEMENT_PORT", Integer.toString(port),
                    "VIDU_ACCOUNTS", "default,agency",
                    "VIDU_ACCOUNT_AGENCY_KEY", KEY + "-of-agency",
                    "VIDU_PRICE_CURRENCY", "USD",
                    "VIDU_BALANCE_FLOOR", "0.50",
                    "VIDU_CAP_DAY", "5s",
                    "VIDU_CAP_MONTH", "100.00"));
            Files.createDirectories(home.resolve("config"));
            Files.writeString(home.resolve("config/application.properties"), "vidu.price.*.*=0.10\n");
            try (Runner runner = Runner.start(home, environment)) {
                runner.drop("stored.json", request("a fox", 3));
                runner.drop("refused.json", request("a fox sandbox:fail=CONTENT_VIOLATION", 2));
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> Files.exists(runner.done().resolve("stored.json.outcome.json")));
                runner.drop("waits.json", request("another fox", 4));
                return scrape(port);
            }
        }
    }

    private static String request(String prompt, int seconds) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": %d}}""".formatted(prompt, seconds);
    }

    /** @return labels by metric; nothing while it does not answer */
    private static Map<String, Set<String>> scrape(int port) throws InterruptedException {
        Map<String, Set<String>> metrics = new TreeMap<>();
        try {
            String text = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            for (MatchResult sample : all(SAMPLE, text)) {
                Set<String> labels = metrics.computeIfAbsent(sample.group(1), unknown -> new TreeSet<>());
                all(LABEL, sample.group(2) == null ? "" : sample.group(2)).forEach(label -> labels.add(label.group(1)));
            }
            return metrics;
        } catch (IOException starting) {
            return Map.of();
        }
    }
}
