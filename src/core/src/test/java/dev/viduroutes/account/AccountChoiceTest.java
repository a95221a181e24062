package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingClock;
import dev.viduroutes.spending.SpendingGate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of several accounts a request goes to. */
class AccountChoiceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Source FILE = Source.ofFile("shot.json", 1);

    private final Map<Sum, Long> spent = new HashMap<>();
    private final AccountGate pauseOfStudio = new AccountGate();
    private final AccountGate pauseOfAgency = new AccountGate();
    private ApiAccounts accounts;

    private AccountChoice choice(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "vidu.accounts", "studio,agency",
                "vidu.account.studio.key", "key-of-studio",
                "vidu.account.agency.key", "key-of-agency",
                "vidu.account.studio.concurrent-tasks", "1",
                "vidu.account.agency.concurrent-tasks", "2",
                "vidu.cap.clock", "journal"));
        all.addAll(List.of(more));
        Settings settings = TestSettings.with(all.toArray(String[]::new));
        accounts = TestAccounts.of(settings, null, account -> account.equals("studio") ? pauseOfStudio : pauseOfAgency);
        SpendingGate spending = new SpendingGate(
                settings,
                (day, since, ofProjects) -> Map.copyOf(spent),
                new SpendingClock(settings, () -> NOW),
                null,
                accounts,
                new BalanceFloors(settings, null));
        return new AccountChoice(settings, accounts, spending);
    }

    private static Task task(String account, Source source, String mode, String project, String provider) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("duration", 5).put("resolution", "720p");
        if (!provider.isEmpty()) {
            body.put("provider", provider);
        }
        Map<String, String> metadata = project.isEmpty() ? Map.of() : Map.of("project", project);
        return new Task(
                new Request("r", source, body, body, metadata, "vidu-q3", mode, NOW, true, false, account, List.of()));
    }

    private static Task plain() {
        return task("", FILE, "text-to-video", "", "");
    }

    @Test
    void theFirstOfTheListTakesWhatNothingElseDecides() {
        assertThat(choice().choose(plain()).account()).isEqualTo("studio");
    }

    @Test
    void theDocumentCountsBeforeTheProjectThenTheSourceThenTheMode() {
        AccountChoice choice = choice(
                "vidu.route.trailers", "agency",
                "vidu.route.source.file", "studio",
                "vidu.route.source.jms", "agency",
                "vidu.route.mode.text-to-video", "agency");
        Source row = Source.ofRow(Source.ofMessage("jms", "ID:1", ""), "b", 1, "");

        assertThat(choice.choose(task("studio", FILE, "text-to-video", "trailers", ""))
                        .account())
                .isEqualTo("studio");
        assertThat(choice.choose(task("", FILE, "text-to-video", "trailers", ""))
                        .account())
                .isEqualTo("agency");
        assertThat(choice.choose(plain()).account()).isEqualTo("studio");
        assertThat(choice.choose(task("", row, "image-to-video", "", "")).account())
                .isEqualTo("agency");
        assertThat(choice.choose(task("", Source.ofExchange("1"), "text-to-video", "", ""))
                        .account())
                .isEqualTo("agency");
    }

    @Test
    void anAccountThatMayNotBeUsedWithTheProviderIsNone() {
        AccountChoice choice = choice("vidu.account.studio.providers", "official", "vidu.route.trailers", "studio");

        assertThat(choice.choose(plain()).account()).as("no provider is auto").isEqualTo("agency");
        assertThat(choice.choose(task("", FILE, "text-to-video", "trailers", "value"))
                        .account())
                .isEqualTo("agency");
        assertThat(choice.choose(task("", FILE, "text-to-video", "", "official"))
                        .account())
                .isEqualTo("studio");
    }

    @Test
    void theCheapestIsTheOneWithTheLowestPriceForWhatIsAsked() {
        AccountChoice choice = choice(
                "vidu.account.choice", "cheapest",
                "vidu.price.*.*", "0.10",
                "vidu.account.agency.price.text-to-video.720p", "0.09",
                "vidu.account.studio.price.image-to-video.*", "0.02");

        assertThat(choice.choose(plain()).account()).isEqualTo("agency");
        assertThat(choice.choose(task("", FILE, "image-to-video", "", "")).account())
                .isEqualTo("studio");
        assertThat(choice.choose(task("", FILE, "turbo-text-to-video", "", "")).account())
                .as("the same price: the first")
                .isEqualTo("studio");
    }

    @Test
    void theFirstFreeHasAnOpenGateASlotAndRoomUnderItsCap() throws Exception {
        AccountChoice choice = choice("vidu.account.choice", "first-free", "vidu.account.agency.cap.day", "12s");
        assertThat(choice.choose(plain()).account()).isEqualTo("studio");

        accounts.named("studio").slots().takeFor(task("studio", FILE, "text-to-video", "", ""));
        assertThat(choice.choose(plain()).account()).as("has no slot").isEqualTo("agency");

        accounts.named("studio").gate().block("401");
        String day = LocalDate.ofInstant(NOW, ZoneOffset.UTC).toString();
        spent.put(new Sum("agency", day, "", ""), 8L);
        choice = choice("vidu.account.choice", "first-free", "vidu.account.agency.cap.day", "12s");
        accounts.named("studio").slots().takeFor(task("studio", FILE, "text-to-video", "", ""));
        assertThat(choice.choose(plain()).account()).as("agency has no room").isEqualTo("studio");
    }

    @Test
    void aPausedAccountHasNoSlotFreeAndTakesNothingFromOneThatIsBlocked() {
        AccountChoice anyFree = choice("vidu.account.choice", "first-free");
        pauseOfStudio.block("a person paused it");
        assertThat(anyFree.choose(plain()).account()).isEqualTo("agency");
        assertThat(anyFree.choose(plain().at("studio")).account()).isEqualTo("agency");
        pauseOfAgency.block("a person paused both");
        assertThat(anyFree.choose(plain().at("agency")).account())
                .as("none is better")
                .isEqualTo("agency");
        pauseOfStudio.open();

        AccountChoice moves = choice("vidu.account.handover", "true");
        accounts.named("studio").gate().block("402");
        assertThat(moves.choose(plain()).account()).as("agency is paused").isEqualTo("studio");
    }

    @Test
    void aPauseAloneIsNoReasonToLeaveTheAccountOfARule() {
        AccountChoice moves = choice("vidu.account.handover", "true");
        pauseOfStudio.block("a person paused it");

        assertThat(moves.choose(plain()).account()).isEqualTo("studio");
    }

    @Test
    void onlyWhatIsNotSubmittedGoesAwayFromABlockedAccountAndOnlyIfItMay() {
        AccountChoice stays = choice();
        accounts.named("studio").gate().block("402");
        assertThat(stays.choose(plain()).account()).isEqualTo("studio");

        AccountChoice moves = choice("vidu.account.handover", "true");
        accounts.named("studio").gate().block("402");
        Task refused = plain().at("studio").submitting().notSubmitted();
        Task failed =
                plain().at("studio").submitting().accepted("t", NOW).again("X", "x", java.time.Duration.ZERO, NOW);

        assertThat(moves.choose(plain()).account()).isEqualTo("agency");
        assertThat(moves.choose(refused).account()).as("no task can exist").isEqualTo("agency");
        assertThat(moves.choose(failed).account()).as("its task failed there").isEqualTo("studio");
        assertThat(moves.choose(task("studio", FILE, "text-to-video", "", "")).account())
                .isEqualTo("studio");
        accounts.named("agency").slots().hold();
        assertThat(moves.choose(plain()).account()).as("both are blocked").isEqualTo("studio");
    }
}
