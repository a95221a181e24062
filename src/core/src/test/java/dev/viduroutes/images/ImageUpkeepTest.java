package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Pictures that nothing needs any more, while others are used. */
class ImageUpkeepTest extends GatewayTest {

    private static final byte[] PICTURE = TestPictures.png(320, 180, 11);
    private static final SdkClientException NO_ANSWER = SdkClientException.create("no answer");

    private final LogTrap log = LogTrap.of("vidu", Level.INFO);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger deletions = new AtomicInteger();

    /** What happens around a deletion. */
    private interface Deletion {
        void run(Runnable real) throws Exception;
    }

    @AfterEach
    void close() {
        log.close();
    }

    private <T> T bean(String name, Class<T> type) {
        return context().getRegistry().lookupByNameAndType(name, type);
    }

    private S3Client client() {
        return bean("viduStore", VideoStore.class).client();
    }

    private ImageTable table() {
        return bean("viduImageTable", ImageTable.class);
    }

    private ImageUpkeep upkeep(Deletion deletion) {
        ImageSettings settings = bean("viduSettings", Settings.class).images();
        S3Client hooked = (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, arguments) -> {
                    Object[] answer = new Object[1];
                    deletions.incrementAndGet();
                    deletion.run(() -> answer[0] = call(() -> method.invoke(client(), arguments)));
                    return answer[0];
                });
        return new ImageUpkeep(settings, table(), new ImageBucket(() -> hooked, settings), stopping::get);
    }

    private interface Call {
        Object run() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object call(Call real) {
        try {
            return real.run();
        } catch (InvocationTargetException failed) {
            throw (RuntimeException) failed.getCause();
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Pictures in the bucket that nothing has used for long. */
    private List<String> unused(int count) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "%064x.png".formatted(i);
            client().putObject(put -> put.bucket(BUCKET).key("images/" + name), RequestBody.fromString("a picture"));
            table().use(name);
            names.add(name);
        }
        ageAll();
        return names;
    }

    private void ageAll() throws SQLException {
        journal().execute("UPDATE vidu_image SET used_at = 0");
    }

    private boolean isThere(String name) {
        try {
            client().headObject(head -> head.bucket(BUCKET).key("images/" + name));
            return true;
        } catch (NoSuchKeyException missing) {
            return false;
        }
    }

    private static String withPicture(String id, String trigger, String... urls) {
        return """
                {"request_id": "%s", "input": {"mode": "image-to-video", "prompt": "%s; %s", "duration": 2, "image_urls": ["%s"]}}""".formatted(id, id, trigger, String.join("\", \"", urls));
    }

    private static String withPicture(String id) {
        return withPicture(id, "", TestPictures.dataUrl("png", PICTURE));
    }

    private static String name() {
        try {
            return Picture.of(PICTURE).reference().name();
        } catch (PictureException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The picture that the request was made with was where the API fetched it. */
    private void assertMade(String id) {
        awaitDone(id + ".json");
        assertThat(ledger().tasksFor(id + ";")).hasSize(1);
        assertThat(ledger().tasksFor(id + ";").get(0).imagesSha256()).containsExactly(name().replace(".png", ""));
    }

    private static S3Exception denied() {
        return (S3Exception)
                S3Exception.builder().statusCode(403).message("denied").build();
    }

    @Test
    void allThatIsDueIsRemovedInOneGo() throws Exception {
        unused(600);

        upkeep(Runnable::run).prune();

        assertThat(journal().query("SELECT name FROM vidu_image")).isEmpty();
        assertThat(deletions).hasValue(600);
    }

    @Test
    void oneThatCantBeRemovedHoldsUpNoOtherAndIsTriedAgain() throws Exception {
        List<String> names = unused(5);
        ImageUpkeep upkeep = upkeep(real -> {
            if (deletions.get() == 2) {
                throw denied();
            }
            real.run();
        });

        upkeep.prune();

        assertThat(names).filteredOn(this::isThere).containsExactly(names.get(1));
        assertThat(log.text()).containsOnlyOnce("s3:DeleteObject");
        upkeep.prune();
        assertThat(names).noneMatch(this::isThere);
    }

    @Test
    void aBucketThatAllowsNoRemovalIsNotAskedForEach() throws Exception {
        unused(50);

        upkeep(real -> {
                    throw denied();
                })
                .prune();

        assertThat(deletions).hasValue(20);
        assertThat(table().use("%064x.png".formatted(0)))
                .as("what stays can be used")
                .isTrue();
    }

    @Test
    void aStopEndsIt() throws Exception {
        unused(5);

        upkeep(real -> {
                    stopping.set(deletions.get() == 2);
                    real.run();
                })
                .prune();

        assertThat(deletions).hasValue(2);
    }

    @Test
    void aPictureThatIsUsedDuringTheRemovalOfOthersStays() throws Exception {
        List<String> names = unused(2);

        upkeep(real -> {
                    table().use(names.get(1));
                    real.run();
                })
                .prune();

        assertThat(names).filteredOn(this::isThere).containsExactly(names.get(1));
    }

    @Test
    void aPictureThatIsBeingRemovedIsPutThereAgainAfterwards() throws Exception {
        drop("first.json", withPicture("first"));
        assertMade("first");
        ageAll();

        upkeep(real -> {
                    drop("second.json", withPicture("second"));
                    await().until(() -> log.text().contains("being removed from the bucket"));
                    real.run();
                })
                .prune();

        assertMade("second");
        assertThat(isThere(name())).isTrue();
    }

    @Test
    void aTaskThatIsAboutToBeSubmittedWaitsToo() throws Exception {
        drop("first.json", withPicture("first"));
        assertMade("first");
        journal().execute("UPDATE vidu_image SET removed_at = " + System.currentTimeMillis());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input")
                .putArray("image_urls")
                .add(Picture.of(PICTURE).reference().toString());
        Source source = Source.ofFile("a.json", 1);
        Task task = new Task(new Request(
                "a", source, body, body, Map.of(), "vidu-q3", "image-to-video", Instant.EPOCH, true, false, List.of()));
        Images images = bean("viduImages", Images.class);
        ImageWork work = ImageWork.of(RequestDocument.asWritten(body), "a", source, true);

        assertThatThrownBy(() -> images.store(task, work))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("being removed");

        journal().execute("UPDATE vidu_image SET removed_at = 0");
        assertThat(images.store(task, work).refusal()).isEmpty();
    }

    @Test
    void aRemovalWithoutAnAnswerIsWaitedForAndMadeAgain() throws Exception {
        List<String> names = unused(1);
        ImageUpkeep upkeep = upkeep(real -> {
            if (deletions.get() == 1) {
                throw NO_ANSWER;
            }
            real.run();
        });

        upkeep.prune();
        upkeep.prune();

        assertThat(deletions).as("it may be under way").hasValue(1);
        assertThat(table().use(names.get(0))).isFalse();
        journal().execute("UPDATE vidu_image SET removed_at = 1");
        upkeep.prune();
        assertThat(isThere(names.get(0))).isFalse();
        assertThat(table().use(names.get(0))).isTrue();
    }

    @Test
    void whatAProcessRemovedAndCouldNotForgetIsPutThereAgain() throws Exception {
        drop("first.json", withPicture("first"));
        assertMade("first");
        ageAll();
        assertThatThrownBy(() -> upkeep(real -> {
                            real.run();
                            throw new IllegalStateException("killed");
                        })
                        .prune())
                .hasMessage("killed");
        assertThat(isThere(name())).isFalse();
        journal().execute("UPDATE vidu_image SET removed_at = 1");

        drop("second.json", withPicture("second"));

        assertMade("second");
    }

    @Test
    void whatAnUnfinishedTaskNeedsStays() throws Exception {
        drop("open.json", withPicture("open", "sandbox:never", TestPictures.dataUrl("png", PICTURE)));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        ageAll();

        upkeep(Runnable::run).prune();

        assertThat(isThere(name())).isTrue();
        assertThat(deletions).hasValue(0);
        sandbox.finish("open;");
        awaitDone("open.json");
        ageAll();
        upkeep(Runnable::run).prune();
        assertThat(isThere(name())).isFalse();
    }
}
