package dev.viduroutes.sandbox;

import static dev.viduroutes.sandbox.SandboxOptions.require;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@link SandboxMain} about accounts and their money. */
final class BillingOptions {

    private static final Pattern ACCOUNT = Pattern.compile("(?<name>[^=,]+)=(?<key>[^,]+)"
            + "(,(?<requests>\\d{1,9})/(?<window>[^/,]+)/(?<tasks>\\d{1,9})(,(?<balance>\\d+(\\.\\d+)?))?)?");

    private final SandboxBuilder builder;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    BillingOptions(SandboxBuilder builder) {
        this.builder = builder;
    }

    @Option(
            names = "--balance",
            order = 10,
            paramLabel = "USD",
            defaultValue = "1000",
            description = "What each account holds, 0 to 1000000000. Default: ${DEFAULT-VALUE}")
    void balance(double usd) {
        set("--balance", () -> builder.balance(usd));
    }

    @Option(
            names = "--price",
            order = 11,
            paramLabel = "PRICES",
            split = ",",
            defaultValue = "0.05",
            description =
                    "What a second of video costs, 0 to 1000000 USD; [provider.]mode.resolution=USD for one kind of it, with * for"
                            + " any mode or resolution, like 0.05,*.1080p=0.15. Default: ${DEFAULT-VALUE}")
    void prices(String... prices) {
        for (String price : prices) {
            set("--price", () -> price(price));
        }
    }

    private void price(String text) {
        int equals = text.lastIndexOf('=');
        String usd = text.substring(equals + 1);
        require(usd.matches("-?\\d*\\.?\\d+"), text, "USD, or mode.resolution=USD");
        String kind = text.substring(0, Math.max(0, equals));
        int dot = kind.lastIndexOf('.');
        require(equals < 0 || dot > 0, text, "USD, or mode.resolution=USD");
        if (equals < 0) {
            builder.pricePerSecond(Double.parseDouble(usd));
        } else {
            builder.price(kind.substring(0, dot), kind.substring(dot + 1), Double.parseDouble(usd));
        }
    }

    @Option(
            names = "--refunds",
            order = 12,
            paramLabel = "WHICH",
            defaultValue = "all",
            description =
                    "Which failed tasks are given back: all, none, or those with one of these codes, like GENERATION_FAILED,NSFW."
                            + " Default: ${DEFAULT-VALUE}")
    void refunds(String which) {
        set("--refunds", () -> {
            require(which.matches("[A-Za-z_]+(,[A-Za-z_]+)*"), which, "all, none, or codes with commas between");
            switch (which) {
                case "all" -> builder.refunds(true);
                case "none" -> builder.refunds(false);
                default -> builder.refundsOf(which.split(","));
            }
        });
    }

    @Option(
            names = "--account",
            order = 13,
            paramLabel = "ACCOUNTS",
            split = "\\s+",
            hideParamSyntax = true,
            description =
                    "More accounts than 'default', as name=key[,limits[,balance]], like agency=key-2,120/60s/20,50.00: repeat"
                            + " it, or put blanks between them.")
    void accounts(String... accounts) {
        for (String account : accounts) {
            set("--account", () -> account(account));
        }
    }

    private void account(String text) {
        Matcher parts = ACCOUNT.matcher(text);
        require(parts.matches(), text, "like agency=key, agency=key,120/60s/20 or agency=key,120/60s/20,50.00");
        String name = parts.group("name");
        String key = parts.group("key");
        if (parts.group("requests") == null) {
            builder.account(name, key);
            return;
        }
        int requests = Integer.parseInt(parts.group("requests"));
        Duration window = DurationText.parse(parts.group("window"));
        int tasks = Integer.parseInt(parts.group("tasks"));
        if (parts.group("balance") == null) {
            builder.account(name, key, requests, window, tasks);
        } else {
            builder.account(name, key, requests, window, tasks, Double.parseDouble(parts.group("balance")));
        }
    }

    private void set(String option, Runnable change) {
        SandboxOptions.attempt(spec, option, builder, change);
    }
}
