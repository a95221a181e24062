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
 * @param own whether the request itself names its pictures; else its template does
 * @param sources where its pictures are
 * @param admissible whether the document is a request otherwise, so that its pictures are worth waiting for
 * @param known what the journal knows of the request
 * @param found what stands for each, in the same order, as far as they are found
 * @param complete whether nothing is left to be found
 * @param last how the next one was found
 * @param pause before the next look
 * @param refusal why the request is refused because of a picture; noted here, since what an error handler gave up no other one sees
 */
public record ImageWork(
        String requestId,
        Source source,
        boolean own,
        List<ImageSource> sources,
        boolean admissible,
        Optional<ImageTable.Known> known,
        List<String> found,
        boolean complete,
        Sighting last,
        Duration pause,
        Optional<Failure> refusal) {

    public ImageWork {
        sources = List.copyOf(sources);
        found = List.copyOf(found);
    }

    /** @param requestId empty if it can have none */
    static ImageWork of(RequestDocument document, String requestId, Source source, boolean admissible) {
        List<ImageSource> sources = ImageSource.of(document);
        return new ImageWork(
                requestId,
                source,
                document.namesPictures(),
                sources,
                admissible,
                Optional.empty(),
                List.of(),
                sources.isEmpty(),
                Sighting.NONE,
                Duration.ZERO,
                Optional.empty());
    }

    /** @return what stands for the pictures of a request by what the journal knows of it; empty if it knows nothing */
    public static List<String> recalled(RequestDocument document, Source source, Optional<ImageTable.Known> known) {
        ImageWork work = of(document, "", source, false).knowing(known);
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
        ImageWork knowing = new ImageWork(
                requestId, source, own, sources, admissible, journals, found, complete, last, pause, refusal);
        return knowing.isDecided() ? knowing.asKnown() : knowing;
    }

    /** Another template, or none, changes nothing of what was sent. */
    private boolean isDecided() {
        return !own && known.filter(this::isDecided).isPresent();
    }

    private boolean isDecided(ImageTable.Known request) {
        return switch (request.state()) {
            case RECEIVED -> !admissible;
            case FAILED -> !admissible || isSameArrival();
            default -> true;
        };
    }

    /** @return the same, with what it was asked with; by another template, that may be more or fewer pictures */
    private ImageWork asKnown() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ImageSource.OfUrl url) {
                asked.add(url.url());
            } else {
                knownAt(i).ifPresent(asked::add);
            }
        }
        boolean same = asked.size() == sources.size();
        return at(same ? asked : known.orElseThrow().images(), true, Sighting.NONE, Duration.ZERO);
    }

    ImageWork waiting(Sighting seen, Duration next) {
        return at(found, complete, seen, next);
    }

    /** @param image what stands for the next picture */
    ImageWork with(String image) {
        List<String> more = new ArrayList<>(found);
        more.add(image);
        return at(more, more.size() == sources.size(), Sighting.NONE, Duration.ZERO);
    }

    private ImageWork at(List<String> images, boolean all, Sighting seen, Duration next) {
        return new ImageWork(requestId, source, own, sources, admissible, known, images, all, seen, next, refusal);
    }

    ImageWork refused(Failure why) {
        return new ImageWork(
                requestId,
                source,
                own,
                sources,
                admissible,
                known,
                found,
                complete,
                last,
                Duration.ZERO,
                Optional.of(why));
    }

    /** @return the same with what it was asked with, if the journal knows that; else refused */
    ImageWork asKnownOr(Failure why) {
        if (own) {
            return knownNext().map(this::with).orElseGet(() -> refused(why));
        }
        return known.isPresent() ? asKnown() : refused(why);
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

    /** @return whether the pictures are those of this very arrival, as after a kill: then they are what they were */
    boolean isAsBefore() {
        return own && (!admissible || isSameArrival());
    }

    private boolean isSameArrival() {
        return !source.stamp().isEmpty()
                && known.filter(request -> request.arrival().equals(source.stamp()))
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
                && !complete
                && (admissible || !next().isLocal() || knownNext().isPresent());
    }

    public long getPauseMillis() {
        return pause.toMillis();
    }

    /** @return what stands for {@code input.image_urls}; empty if that is as it is */
    public List<String> images() {
        return isLocal() && complete ? found : List.of();
    }

    /** @return the pictures of its own that lie beside the request; those of its template stay for the next one */
    public List<PictureFile> files() {
        return IntStream.range(0, sources.size())
                .filter(index -> own && sources.get(index) instanceof ImageSource.OfFile)
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
