package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures that are used, and removed, by several processes. */
abstract class ImageSuite extends Nodes {

    private static final Duration KEEP = Duration.ofDays(7);

    private ImageTable user;
    private ImageTable remover;

    @BeforeEach
    void twoProcesses() throws SQLException {
        Node first = node();
        first.journals().database().update("DELETE FROM vidu_image");
        user = first.journals().images();
        remover = node().journals().images();
    }

    private static ImageReference image(int number) {
        return new ImageReference("%064x".formatted(number), "png", 320, 180, false, false);
    }

    private static String name(int number) {
        return image(number).name();
    }

    private void useLongAgo(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            user.use(name(i));
        }
        clock.advance(KEEP.plusMillis(1));
    }

    private List<String> unused() throws SQLException {
        List<String> all = new ArrayList<>();
        List<String> some = remover.unused(KEEP, "");
        while (!some.isEmpty()) {
            all.addAll(some);
            some = remover.unused(KEEP, all.get(all.size() - 1));
        }
        return all;
    }

    @Test
    void allThatIsUnusedIsAnsweredInPortions() throws SQLException {
        useLongAgo(1_234);
        user.use(name(7));

        assertThat(unused()).hasSize(1_233).doesNotHaveDuplicates().doesNotContain(name(7));
        assertThat(remover.unused(KEEP, "")).hasSizeLessThan(1_000);
    }

    @Test
    void whatIsUsedAfterItWasFoundUnusedIsNotRemoved() throws SQLException {
        useLongAgo(1);
        assertThat(unused()).containsExactly(name(0));

        assertThat(user.use(name(0))).isTrue();

        assertThat(remover.remove(name(0), KEEP)).isEmpty();
    }

    @Test
    void whatIsBeingRemovedCanBeUsedWhenThatIsOverAndNotBefore() throws SQLException {
        useLongAgo(2);
        OptionalLong gone = remover.remove(name(0), KEEP);
        OptionalLong kept = remover.remove(name(1), KEEP);
        assertThat(user.use(name(0))).isFalse();
        assertThat(user.use(name(1))).isFalse();
        assertThat(user.remove(name(0), KEEP)).as("by one at a time").isEmpty();

        remover.forget(name(0), gone.orElseThrow());
        remover.keep(name(1), kept.orElseThrow());

        assertThat(user.use(name(0))).isTrue();
        assertThat(user.use(name(1))).isTrue();
        assertThat(unused()).isEmpty();
    }

    @Test
    void whatARemoverLeftHalfDoneIsUsedOrRemovedAgainAfterAWhile() throws SQLException {
        useLongAgo(2);
        OptionalLong used = remover.remove(name(0), KEEP);
        OptionalLong again = remover.remove(name(1), KEEP);
        clock.advance(ImageTable.REMOVAL.plusMillis(1));

        assertThat(user.use(name(0))).isTrue();
        OptionalLong second = user.remove(name(1), KEEP);

        assertThat(second).isPresent();
        remover.forget(name(0), used.orElseThrow());
        remover.forget(name(1), again.orElseThrow());
        assertThat(user.remove(name(0), KEEP)).as("it is in use, and known").isEmpty();
        assertThat(user.use(name(1))).as("the second removal is under way").isFalse();
        user.forget(name(1), second.orElseThrow());
        assertThat(user.use(name(1))).isTrue();
    }

    private static Task withPicture(String id, int number) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").putArray("image_urls").add(image(number).toString());
        Source source = Source.ofFile(id + ".json", 1);
        return new Task(new Request(
                id, source, body, body, Map.of(), "vidu-q3", "image-to-video", Samples.NOW, true, false, List.of()));
    }

    @Test
    void whatRequestsNeedThatAreUnderWayIsTold() throws SQLException {
        int number = 0;
        for (TaskState state : TaskState.values()) {
            node().bring(withPicture(state.name(), number++), state);
        }

        assertThat(remover.needed()).containsExactlyInAnyOrder(name(0), name(1), name(2), name(3), name(4));
    }
}
