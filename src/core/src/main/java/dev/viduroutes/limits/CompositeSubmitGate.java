package dev.viduroutes.limits;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Two gates, both of which must be open. */
public final class CompositeSubmitGate implements SubmitGate {

    private final List<SubmitGate> gates;

    public CompositeSubmitGate(SubmitGate first, SubmitGate second) {
        gates = List.of(first, second);
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
