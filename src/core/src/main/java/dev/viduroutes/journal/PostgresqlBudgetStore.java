package dev.viduroutes.journal;

import dev.viduroutes.limits.BudgetStore;
import dev.viduroutes.settings.AccountSettings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/**
 * One budget of each account for all processes that share a journal on PostgreSQL: a row that each call locks for a moment.
 */
final class PostgresqlBudgetStore implements BudgetStore {

    private static final String ID = "calls";

    private final ProxyManager<String> buckets;

    /** @param time that the processes have in common: one whose time is ahead may call that much earlier */
    PostgresqlBudgetStore(DataSource database, Duration timeout, InstantSource time) {
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("vidu_budget")
                .idColumn("id")
                .stateColumn("state")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .clientClock(meter(time))
                .requestTimeout(timeout)
                .build();
    }

    private static TimeMeter meter(InstantSource time) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ChronoUnit.NANOS.between(Instant.EPOCH, time.instant());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    @Override
    public Bucket bucket(String account, BucketConfiguration configuration) {
        String id = account.equals(AccountSettings.DEFAULT) ? ID : ID + "/" + account;
        Bucket bucket = buckets.builder().build(id, () -> configuration);
        // The settings may have changed since the row was written.
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS);
        return bucket;
    }
}
