package dev.viduroutes.delivery;

import dev.viduroutes.settings.Settings;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that fetch and store videos, which takes as long as the network takes. Apart from those that call the API,
 * so that no call is late because videos are large. Any number of deliveries may wait for a thread.
 */
public final class DeliveryExecutor extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 30;

    public DeliveryExecutor(Settings settings) {
        this(settings.delivery().parallel());
    }

    private DeliveryExecutor(int threads) {
        super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        allowCoreThreadTimeOut(true);
        AtomicInteger count = new AtomicInteger();
        setThreadFactory(task -> new Thread(task, "vidu-delivery-" + count.incrementAndGet()));
    }
}
