package dev.viduroutes.images;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The pictures of one request while they are brought together: the routes keep it in the exchange variable {@code viduImages}.
 * Immutable.
 *
 * @param requestId empty if the request can have none
 * @param source of the request
 * @param sources where its pictures are
 * @param admissible whether the document is a request otherwise, so that its pictures are worth waiting for
 * @param known what the journal knows of them
 * @param found what stands for each, in the same order, as far as they are found
 * @param last how the next one was found
 * @param pause before the next look
 * @param refusal why the request is refused because of a picture; noted here, since what an error handler gave up no other one sees
 */
public record ImageWork(
        String requestId,
        Source source,
        List<ImageSource> sources,
        boolean admissible,
        Optional<ImageTable.Known> known,
        List<String> found,
        Sighting last,
        Duration pause,
        Optional<Failure> refusal) {

    public ImageWork {
        sources = List.copyOf(sources);
        found = List.copyOf(found);
    }

    static ImageWork of(String requestId, Source source, List<ImageSource> sources, boolean admissible) {
        return new ImageWork(
                requestId,
                source,
                sources,
                admissible,
                Optional.empty(),
                List.of(),
                Sighting.NONE,
                Duration.ZERO,
                Optional.empty());
    }

    /** @return what stands for the pictures of a request by what the journal knows of it; empty if it knows nothing */
    public static List<String> recalled(RequestDocument document, Source source, Optional<ImageTable.Known> known) {
        ImageWork work = of("", source, ImageSource.of(document.whole()), false).knowing(known);
        while (work.isOpen()) {
            ImageSource next = work.next();
            work = work.with(
                    next instanceof ImageSource.OfUrl url
                            ? url.url()
                            : work.knownNext().orElseThrow());
        }
        return work.images();
    }

    ImageWork knowing(Optional<ImageTable.Known> journals) {
        return new ImageWork(requestId, source, sources, admissible, journals, found, last, pause, refusal);
    }

    ImageWork waiting(Sighting seen, Duration next) {
        return new ImageWork(requestId, source, sources, admissible, known, found, seen, next, refusal);
    }

    /** @param image what stands for the next picture */
    ImageWork with(String image) {
        List<String> more = new ArrayList<>(found);
        more.add(image);
        return new ImageWork(
                requestId, source, sources, admissible, known, more, Sighting.NONE, Duration.ZERO, refusal);
    }

    ImageWork refused(Failure why) {
        return new ImageWork(
                requestId, source, sources, admissible, known, found, last, Duration.ZERO, Optional.of(why));
    }

    ImageSource next() {
        return sources.get(found.size());
    }

    /** @return what the journal has in place of the next picture */
    Optional<String> knownNext() {
        return knownAt(found.size());
    }

    private Optional<String> knownAt(int index) {
        if (known.isEmpty() || !sources.get(index).isLocal()) {
            return Optional.empty();
        }
        List<String> images = known.get().images();
        long local = sources.stream().filter(ImageSource::isLocal).count();
        long before =
                sources.subList(0, index).stream().filter(ImageSource::isLocal).count();
        return images.size() == local ? Optional.of(images.get((int) before)) : Optional.empty();
    }

    /** @return whether the journal knows it from this very arrival, as after a kill: then its pictures are what they were */
    boolean isSameArrival() {
        return !source.stamp().isEmpty()
                && known.filter(images -> images.arrival().equals(source.stamp()))
                        .isPresent();
    }

    /** @return whether it has pictures that the API can't fetch from where they are */
    public boolean isLocal() {
        return sources.stream().anyMatch(ImageSource::isLocal);
    }

    /** @return whether a picture is to be looked for yet */
    public boolean isOpen() {
        return isLocal()
                && refusal.isEmpty()
                && found.size() < sources.size()
                && (admissible || !next().isLocal() || knownNext().isPresent());
    }

    public long getPauseMillis() {
        return pause.toMillis();
    }

    /** @return what stands for {@code input.image_urls}; empty if that is as it is */
    public List<String> images() {
        return isLocal() && found.size() == sources.size() ? found : List.of();
    }

    /** @return the pictures that lie beside the request */
    public List<PictureFile> files() {
        return IntStream.range(0, sources.size())
                .filter(index -> sources.get(index) instanceof ImageSource.OfFile)
                .mapToObj(this::file)
                .distinct()
                .toList();
    }

    private PictureFile file(int index) {
        String name = ((ImageSource.OfFile) sources.get(index)).name();
        String sha256 = index < found.size()
                ? ImageReference.of(found.get(index))
                        .map(ImageReference::sha256)
                        .orElse("")
                : "";
        return new PictureFile(name, sha256, source.urgent());
    }
}
