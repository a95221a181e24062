package dev.viduroutes.limits;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Several gates, all of which must be open. */
public final class CompositeSubmitGate implements SubmitGate {

    private final List<SubmitGate> gates;

    public CompositeSubmitGate(SubmitGate... all) {
        gates = List.of(all);
    }

    /** {@inheritDoc} Another one may have shut meanwhile. */
    @Override
    public CompletionStage<Void> whenOpen() {
        return gates.stream()
                .filter(SubmitGate::isShut)
                .findFirst()
                .map(SubmitGate::whenOpen)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public boolean isShut() {
        return gates.stream().anyMatch(SubmitGate::isShut);
    }
}
