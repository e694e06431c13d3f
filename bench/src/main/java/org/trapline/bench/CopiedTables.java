package org.trapline.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The tables that the service adds rows to, and their copies in another schema of the same database.
 *
 * @param schema of the copies
 * @param names in an order that foreign keys allow
 */
record CopiedTables(String schema, List<String> names) {

    private static final int MESSAGES_A_COMMIT = 100;

    /** How the message of a row is found: by the first of these columns that the table has. */
    private static final Map<Set<String>, String> EXHIBIT_OF = new LinkedHashMap<>();

    static {
        EXHIBIT_OF.put(Set.of("leaf_index"), "t.leaf_index = e.leaf_index");
        // A position alone is a follower's.
        EXHIBIT_OF.put(Set.of("position", "exhibit"), "t.position = e.leaf_index and t.exhibit = e.id");
        EXHIBIT_OF.put(Set.of("exhibit"), "t.exhibit = e.id");
        EXHIBIT_OF.put(Set.of("receipt"), "t.receipt in (select seq from public.receipt r where r.exhibit = e.id)");
    }

    /**
     * Fills the copies with all that the service holds, in the order that it came in, which makes indexes of the same size: the
     * order in the table's file is another one.
     *
     * @param schema has the same tables; those that have rows from the beginning (ledger_head) are only ever updated, and left out
     */
    static CopiedTables fill(Connection connection, String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String table : inOrderOfReferences(connection)) {
                String copy = schema + "." + table;
                if (has(connection, "public." + table) && !has(connection, copy)) {
                    names.add(table);
                    // Vacuumed at a time of its own choice, it would be in a lap of the other side.
                    statement.execute("alter table " + copy + " set (autovacuum_enabled = false)");
                    statement.execute("insert into " + copy + " overriding system value select * from public." + table
                            + " order by " + primaryKey(connection, table));
                    statement.execute("analyze " + copy);
                }
            }
        }
        return new CopiedTables(schema, List.copyOf(names));
    }

    /**
     * Writes scripts for psql that copy the rows which the copies lack, 100 messages a commit; the commits go to the scripts in turn.
     * Rows that belong to no single message, such as the batch, are a commit of their own; of them only new ones are copied, not
     * what the service has updated in place (the last tile of each level).
     */
    void writeScripts(Connection connection, List<Path> scripts) throws SQLException, IOException {
        for (Path script : scripts) {
            Files.writeString(script, "");
        }
        Map<String, String> shared = new LinkedHashMap<>();
        Map<String, String> belonging = new LinkedHashMap<>();
        for (String table : names) {
            String join = belonging(connection, table);
            if (join != null) {
                belonging.put(table, join);
                continue;
            }
            String key = primaryKey(connection, table);
            shared.put(
                    table,
                    render(
                            connection,
                            "select * from public." + table + " where (" + key + ") not in (select " + key + " from "
                                    + schema + "." + table + ")"));
        }
        append(scripts.get(0), shared);
        long size = size(connection, "public");
        int commits = 0;
        for (long from = size(connection, schema); from < size; from += MESSAGES_A_COMMIT) {
            Map<String, String> rows = new LinkedHashMap<>();
            for (Map.Entry<String, String> table : belonging.entrySet()) {
                rows.put(
                        table.getKey(),
                        render(
                                connection,
                                "select t.* from public.exhibit e join public." + table.getKey() + " t on "
                                        + table.getValue() + " where e.leaf_index >= " + from + " and e.leaf_index < "
                                        + (from + MESSAGES_A_COMMIT) + " order by "
                                        + primaryKey(connection, table.getKey())));
            }
            append(scripts.get(commits++ % scripts.size()), rows);
        }
    }

    private static void append(Path script, Map<String, String> rows) throws IOException {
        try (Writer out = Files.newBufferedWriter(script, StandardOpenOption.APPEND)) {
            out.write("begin;\n");
            for (Map.Entry<String, String> table : rows.entrySet()) {
                if (!table.getValue().isEmpty()) {
                    out.write("copy " + table.getKey() + " from stdin;\n" + table.getValue() + "\\.\n");
                }
            }
            out.write("commit;\n");
        }
    }

    private static String render(Connection connection, String query) throws SQLException, IOException {
        StringWriter text = new StringWriter();
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout", text);
        return text.toString();
    }

    private static @Nullable String belonging(Connection connection, String table) throws SQLException {
        List<String> columns = strings(
                connection,
                "select column_name from information_schema.columns where table_schema = 'public' and table_name = '"
                        + table + "'");
        return EXHIBIT_OF.entrySet().stream()
                .filter(way -> columns.containsAll(way.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String primaryKey(Connection connection, String table) throws SQLException {
        return String.join(
                ", ",
                strings(
                        connection,
                        "select attname from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)"
                                + " where indisprimary and indrelid = 'public." + table
                                + "'::regclass order by array_position(indkey, attnum)"));
    }

    /** A table after those that it refers to. */
    private static List<String> inOrderOfReferences(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>(strings(
                connection,
                "select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_name not like 'flyway%' order by table_name"));
        Map<String, Set<String>> references = new LinkedHashMap<>();
        for (String table : all) {
            references.put(
                    table,
                    new TreeSet<>(strings(
                            connection,
                            "select distinct confrelid::regclass::text from pg_constraint where contype = 'f'"
                                    + " and conrelid = 'public." + table + "'::regclass and confrelid <> conrelid")));
        }
        all.sort(Comparator.comparingInt(table -> depth(table, references)));
        return all;
    }

    private static int depth(String table, Map<String, Set<String>> references) {
        return references.getOrDefault(table, Set.of()).stream()
                .mapToInt(referred -> 1 + depth(referred, references))
                .max()
                .orElse(0);
    }

    private static boolean has(Connection connection, String table) throws SQLException {
        return !strings(connection, "select 'a row' from " + table + " limit 1").isEmpty();
    }

    /** How many leaves the exhibits of a schema have; their positions are without gaps. */
    private static long size(Connection connection, String schema) throws SQLException {
        return Long.parseLong(
                strings(connection, "select (coalesce(max(leaf_index), -1) + 1)::text from " + schema + ".exhibit")
                        .get(0));
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
