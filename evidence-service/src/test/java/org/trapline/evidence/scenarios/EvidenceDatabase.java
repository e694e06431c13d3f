package org.trapline.evidence.scenarios;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.trapline.platform.Database;
import org.trapline.platform.TestPlatform;

/** The service's tables in a database of their own, for tests that need no service. */
public final class EvidenceDatabase {

    private EvidenceDatabase() {}

    public static DataSource fresh() {
        DataSource dataSource = of(TestPlatform.attach().freshDatabase("evidence"));
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return dataSource;
    }

    public static DataSource of(Database database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        return dataSource;
    }
}
