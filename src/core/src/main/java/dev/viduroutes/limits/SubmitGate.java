package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StoppingException;
import java.util.concurrent.CompletionStage;

/** Something that must be in order before money is spent. */
public interface SubmitGate {

    /** @return completes once submits may leave; exceptionally with {@link StoppingException} at a stop */
    CompletionStage<Void> whenOpen();

    /** @return whether submits wait now */
    boolean isShut();
}
