package dev.viduroutes.journal;

import dev.viduroutes.pace.BudgetStore;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * One budget for all processes that share a journal on PostgreSQL: a row that each call locks for a moment. Their clocks
 * should agree; a process whose clock is ahead may call that much earlier.
 */
final class SharedBudget implements BudgetStore {

    private static final String ID = "calls";

    private final ProxyManager<String> buckets;

    SharedBudget(DataSource database, Duration timeout) {
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("vidu_budget")
                .idColumn("id")
                .stateColumn("state")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .requestTimeout(timeout)
                .build();
    }

    @Override
    public Bucket bucket(BucketConfiguration configuration) {
        Bucket bucket = buckets.builder().build(ID, () -> configuration);
        // The settings may have changed since the row was written.
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.AS_IS);
        return bucket;
    }
}
