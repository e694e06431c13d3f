package org.trapline.evidence.fsck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Changes single bytes of rows behind the back of every trigger and key, and puts the rows back. */
final class ChangedRows {

    /** The one kind of change that even a broken disk would have to make in two places. */
    private static final String UNIQUE_VIOLATION = "23505";

    private final DataSource dataSource;
    private final Random random;
    private final Map<String, Map<String, String>> types = new LinkedHashMap<>();

    ChangedRows(DataSource dataSource, Random random, List<String> tables) throws SQLException {
        this.dataSource = dataSource;
        this.random = random;
        for (String table : tables) {
            types.put(table, columns(table));
            execute("alter table " + table + " disable trigger user");
            execute("create table original_" + table + " as select * from " + table);
        }
        for (String constraint : strings("select conrelid::regclass || ' drop constraint ' || conname || ' cascade'"
                + " from pg_constraint where contype in ('f', 'c') and array[conrelid::regclass::text,"
                + " confrelid::regclass::text] && array['"
                + String.join("','", tables) + "']")) {
            execute("alter table " + constraint);
        }
    }

    private Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : strings("select column_name || ' ' || udt_name from information_schema.columns"
                + " where table_name = '" + table + "' order by ordinal_position")) {
            columns.put(column.split(" ")[0], column.split(" ")[1]);
        }
        return columns;
    }

    void restore(String table) throws SQLException {
        String columns = String.join(
                ",",
                types.get(table).keySet().stream()
                        .filter(c -> !isIdentity(table, c))
                        .toList());
        execute("delete from " + table);
        execute("insert into " + table + " (" + columns + ") select " + columns + " from original_" + table);
    }

    private static boolean isIdentity(String table, String column) {
        return table.equals("custody_event") && column.equals("id");
    }

    /** Changes one byte of a value, and gives the new one; null when there is nothing to change. */
    @Nullable Object change(String table, String column, String where) throws SQLException {
        String type = types.get(table).get(column);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select " + column + " from " + table + " where " + where);
                ResultSet row = select.executeQuery()) {
            if (!row.next() || row.getObject(1) == null) {
                return null;
            }
            Object value = changed(connection, row, type);
            try (PreparedStatement update =
                    connection.prepareStatement("update " + table + " set " + column + " = ? where " + where)) {
                update.setObject(1, value);
                if (update.executeUpdate() != 1) {
                    throw new IllegalStateException(table + " has more than one row where " + where);
                }
                return value;
            } catch (SQLException e) {
                if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    return null;
                }
                throw e;
            }
        }
    }

    private Object changed(Connection connection, ResultSet row, String type) throws SQLException {
        return switch (type) {
            case "bool" -> !row.getBoolean(1);
            case "int2" -> (short) (row.getShort(1) ^ bits() << 8 * random.nextInt(2));
            case "int4" -> row.getInt(1) ^ bits() << 8 * random.nextInt(4);
            case "int8" -> row.getLong(1) ^ (long) bits() << 8 * random.nextInt(8);
            // Higher bytes leave what a timestamp of the database can be.
            case "timestamptz" -> {
                Instant at = row.getTimestamp(1).toInstant();
                long micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
                long other = micros ^ (long) bits() << 8 * random.nextInt(6);
                yield Timestamp.from(Instant.EPOCH.plus(other, ChronoUnit.MICROS));
            }
            case "uuid" -> {
                UUID id = row.getObject(1, UUID.class);
                yield new UUID(
                        id.getMostSignificantBits() ^ (long) bits() << 8 * random.nextInt(8),
                        id.getLeastSignificantBits());
            }
            case "bytea" -> {
                byte[] bytes = row.getBytes(1);
                bytes[random.nextInt(bytes.length)] ^= (byte) bits();
                yield bytes;
            }
            case "_text" -> {
                String[] texts = (String[]) row.getArray(1).getArray();
                if (texts.length == 0) {
                    texts = new String[] {""};
                }
                int at = random.nextInt(texts.length);
                texts[at] = text(texts[at]);
                yield connection.createArrayOf("text", texts);
            }
            default -> text(row.getString(1));
        };
    }

    private int bits() {
        return 1 + random.nextInt(255);
    }

    private String text(String value) {
        if (value.isEmpty()) {
            return "x";
        }
        int at = random.nextInt(value.length());
        char other = (char) ('!' + random.nextInt(90));
        char changed = other == value.charAt(at) ? '~' : other;
        return value.substring(0, at) + changed + value.substring(at + 1);
    }

    List<String> strings(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
