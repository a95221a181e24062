package dev.viduroutes.images;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.journal.WithdrawalTable;
import dev.viduroutes.outage.LogThrottle;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.RequestIds;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.FileIntakeSettings;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Brings the pictures of requests together: looks for each until it is complete, checks it, and puts it into the bucket unless it
 * is there. What is paid already is never refused because of a picture: the journal knows what it was asked with.
 */
public final class Images {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.images");

    private static final String BEING_REMOVED =
            "being removed from the bucket, and is put there again when that is over";

    /** A picture is in memory for as long as it takes to put it into the bucket. */
    private static final Duration FOR_MEMORY = Duration.ofMillis(100);

    private final Admission admission;
    private final ImageTable table;
    private final WithdrawalTable withdrawals;
    private final ImageBucket bucket;
    private final PictureFolder folder;
    private final Duration pause;
    private final Duration settle;
    private final Duration incompleteWait;
    private final boolean looksOnly;
    private final LongSupplier nanos;
    private final LogThrottle throttle;
    private final BatchWaits batchWaits;
    private final PictureMemory memory;
    private final BucketRetries retries;

    public Images(
            Settings settings, Admission admission, ImageTable table, VideoStore store, WithdrawalTable withdrawals) {
        this(
                settings,
                admission,
                table,
                store,
                withdrawals,
                System::nanoTime,
                new PictureMemory(Runtime.getRuntime().maxMemory()));
    }

    Images(
            Settings settings,
            Admission admission,
            ImageTable table,
            VideoStore store,
            WithdrawalTable withdrawals,
            LongSupplier nanos,
            PictureMemory memory) {
        this.admission = admission;
        this.table = table;
        this.withdrawals = withdrawals;
        bucket = new ImageBucket(store, settings.images());
        folder = PictureFolder.ofIntake(settings.intake());
        pause = settings.intake().pollInterval();
        settle = settings.intake().settle();
        incompleteWait = settings.intake().incompleteWait();
        looksOnly = false;
        this.nanos = nanos;
        throttle = new LogThrottle(nanos);
        this.memory = memory;
        batchWaits = new BatchWaits(incompleteWait);
        retries = new BucketRetries(settings.retry(), nanos);
    }

    private Images(Images gateways, PictureFolder folder) {
        this.admission = gateways.admission;
        this.table = gateways.table;
        this.withdrawals = gateways.withdrawals;
        this.bucket = gateways.bucket;
        this.folder = folder;
        pause = Duration.ZERO;
        settle = Duration.ZERO;
        incompleteWait = Duration.ZERO;
        looksOnly = true;
        nanos = gateways.nanos;
        throttle = gateways.throttle;
        memory = gateways.memory;
        batchWaits = new BatchWaits(incompleteWait);
        retries = gateways.retries;
    }

    /**
     * Judges by the same rules, of a file that may be dropped later: takes what it finds for complete, and puts nothing anywhere.
     *
     * @param beside folder of that file
     */
    public Images ofPlan(FileIntakeSettings settings, Path beside) {
        return new Images(this, PictureFolder.ofPlan(settings, beside));
    }

    /** @return what is to be done for the pictures that the document names; nothing if all of them are URLs */
    public ImageWork wantedBy(RequestDocument document, Source source, byte[] original) {
        ImageWork work = ImageWork.of(document, "", source, false);
        if (!work.isLocal()) {
            return work;
        }
        String id = RequestIds.ofRequest(document.written(), source, original);
        return ImageWork.of(document, id, source, admission.isAdmissible(document));
    }

    /** @return the same, with what the journal knows of the request */
    public ImageWork recall(ImageWork work) throws SQLException {
        return work.requestId().isEmpty() ? work : work.knowing(table.of(work.requestId()));
    }

    /**
     * Looks for the next picture, once.
     *
     * @return what is to be done now; refused, if it is none, or did not come in time
     */
    public ImageWork gather(ImageWork work) throws SQLException, IOException {
        if (withdrawals.isWithdrawnBefore(work.requestId(), work.source().batch())) {
            retries.forget(name(work));
            return work.refused(Failure.cancelled());
        }
        ImageSource source = work.next();
        if (!source.isLocal()) {
            return work.with(((ImageSource.OfUrl) source).url());
        }
        Optional<String> known = work.knownNext();
        if (known.isPresent() && work.isAsBefore() && !(source instanceof ImageSource.OfData)) {
            return work.with(known.get());
        }
        return retries.ask(name(work), () -> lookOrRefuse(work, source));
    }

    private ImageWork lookOrRefuse(ImageWork work, ImageSource source) throws SQLException, IOException {
        try {
            return look(work, source);
        } catch (PictureException trouble) {
            return trouble.isPassing() && !(source instanceof ImageSource.OfData)
                    ? unfinished(work, source, trouble)
                    : refused(work, trouble.failure(source));
        }
    }

    /**
     * Looks for all pictures of a plan, which waits for none.
     *
     * @throws IOException if a bucket can't be asked now
     */
    public ImageWork gatherAll(ImageWork wanted) throws SQLException, IOException {
        ImageWork work = wanted;
        try {
            while (work.isOpen()) {
                work = gather(work);
            }
            return work;
        } catch (SdkException away) {
            throw new IOException(away);
        }
    }

    /** One that comes again is another one. */
    private static String name(ImageWork work) {
        return work.source().recordName() + " " + work.source().stamp() + " "
                + work.source().batch();
    }

    /** What is wrong with a template's picture since is no fault of a request that had the right one. */
    private static ImageWork refused(ImageWork work, Failure why) {
        return work.own() ? work.refused(why) : work.asKnownOr(why);
    }

    private ImageWork look(ImageWork work, ImageSource source) throws PictureException, SQLException, IOException {
        if (source instanceof ImageSource.OfFile file) {
            checkPlace(work, source);
            Path path = folder.path(file.name(), work.source().urgent());
            Sighting seen = work.last().next(folder.state(path), nanos.getAsLong());
            batchWaits.arrived(work.source(), file.name(), folder.age(path), nanos.getAsLong());
            if (!seen.isUnchangedFor(settle, nanos.getAsLong())) {
                return work.waiting(seen, pause);
            }
        }
        long bytes = size(source, work.source());
        if (!memory.tryAcquire(bytes)) {
            return work.waiting(work.last(), FOR_MEMORY);
        }
        try {
            return taken(work, source);
        } finally {
            memory.release(bytes);
        }
    }

    private ImageWork taken(ImageWork work, ImageSource source) throws PictureException, SQLException, IOException {
        Picture picture = read(source, work.source());
        batchWaits.arrived(work.source(), source.name(), PictureFolder.LONG, nanos.getAsLong());
        if (looksOnly || isKept(picture)) {
            return work.with(picture.reference().toString());
        }
        if (throttle.allows(picture.reference().name())) {
            LOG.info("source={} waits for {}: {}", work.source().recordName(), source.field(), BEING_REMOVED);
        }
        return work.waiting(work.last(), pause);
    }

    /** An object's is not known before. */
    private long size(ImageSource source, Source request) throws PictureException {
        if (source instanceof ImageSource.OfFile file) {
            return folder.size(folder.path(file.name(), request.urgent()));
        }
        return source instanceof ImageSource.OfData data ? data.url().length() : ImageSettings.MAX_BYTES;
    }

    private Picture read(ImageSource source, Source request) throws PictureException, IOException {
        if (source instanceof ImageSource.OfFile file) {
            return folder.read(folder.path(file.name(), request.urgent()));
        } else if (source instanceof ImageSource.OfData data) {
            return DataUrl.read(data.url());
        }
        return bucket.read((ImageSource.OfObject) source);
    }

    private static void checkPlace(ImageWork work, ImageSource source) throws PictureException {
        if (!work.source().liesInFolder()) {
            throw PictureException.of(
                    "a file beside the request",
                    "it must be left out: only requests that are files have files beside them");
        }
    }

    /** What is missing, or ends too early, may still be written; what the journal knows need not be there any more. */
    private ImageWork unfinished(ImageWork work, ImageSource source, PictureException trouble) {
        Sighting seen = work.last().next(state(work, source, trouble), nanos.getAsLong());
        if (!seen.isUnchangedFor(incompleteWait, nanos.getAsLong()) && !isGivenUp(work, source, trouble)) {
            if (!seen.equals(work.last())) {
                LOG.info("source={} waits for {}: {}", work.source().recordName(), source.field(), trouble.found());
            }
            return work.waiting(seen, pause);
        }
        if (trouble.isMissing()) {
            batchWaits.giveUp(work.source(), source.name());
        }
        return work.asKnownOr(trouble.failure(source));
    }

    /** @return whether the batch that the request is a row of has waited long enough for pictures that are missing */
    private boolean isGivenUp(ImageWork work, ImageSource source, PictureException trouble) {
        Source row = work.source();
        return row.isRow() && trouble.isMissing() && batchWaits.isOver(row, source.name(), nanos.getAsLong());
    }

    private String state(ImageWork work, ImageSource source, PictureException trouble) {
        try {
            return source instanceof ImageSource.OfFile file
                    ? folder.state(folder.path(file.name(), work.source().urgent()))
                    : trouble.found();
        } catch (PictureException none) {
            return none.found();
        }
    }

    /** @throws RequestRefusedException if the request is refused because of a picture */
    public void checkRefusal(ImageWork work) {
        work.refusal().ifPresent(why -> {
            throw new RequestRefusedException(why);
        });
    }

    /** Noted first, so that nobody removes what was found. What is being removed is put there again as soon as that is over. */
    private boolean isKept(Picture picture) throws SQLException {
        if (!table.use(picture.reference().name())) {
            return false;
        }
        if (bucket.presence(picture.reference()) != ImageBucket.Presence.THERE) {
            bucket.put(picture);
        }
        return true;
    }

    /** @return whether the pictures of the task are to be looked for in the bucket, before it takes a slot */
    public boolean isToStore(Task task) {
        return task.retries() == 0 && !task.request().images().isEmpty();
    }

    /**
     * Sees to it that the pictures of a task are in the bucket, right before it is submitted: it may have waited for long.
     *
     * @return the same; refused, if one is neither there nor where the request had it
     * @throws IOException if one is being removed just now, since nothing needed it
     */
    public ImageWork store(Task task, ImageWork work) throws SQLException, IOException {
        if (withdrawals.isWithdrawn(task.request().id(), task.epoch())) {
            // The record of its submit is refused.
            retries.forget(name(work));
            return work;
        }
        return retries.ask(name(work), () -> stored(task, work));
    }

    private ImageWork stored(Task task, ImageWork work) throws SQLException, IOException {
        for (ImageReference image : task.request().images()) {
            if (!table.use(image.name())) {
                throw new IOException("the picture " + image.name() + " is " + BEING_REMOVED);
            }
            ImageBucket.Presence presence = bucket.presence(image);
            boolean there = presence == ImageBucket.Presence.THERE || isPutAgain(image, work);
            if (!there && presence == ImageBucket.Presence.MISSING) {
                return work.refused(gone(image));
            }
        }
        return work;
    }

    private static Failure gone(ImageReference image) {
        return Failure.invalidImage(new Problem(
                "picture " + image.name().substring(0, 12),
                "neither in the bucket nor where the request had it",
                "it must be brought again"));
    }

    private boolean isPutAgain(ImageReference image, ImageWork work) throws IOException {
        for (ImageSource source : work.sources()) {
            try {
                if (source.isLocal() && isPutAgain(image, source, work.source())) {
                    return true;
                }
            } catch (PictureException another) {
                LOG.debug("source={} {}: {}", work.source().recordName(), source.field(), another.found());
            }
        }
        return false;
    }

    private boolean isPutAgain(ImageReference image, ImageSource source, Source request)
            throws PictureException, IOException {
        memory.acquire();
        try {
            Picture picture = read(source, request);
            boolean same = picture.reference().equals(image);
            if (same) {
                bucket.put(picture);
            }
            return same;
        } finally {
            memory.release(ImageSettings.MAX_BYTES);
        }
    }
}
